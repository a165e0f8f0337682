using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A module that is a list of modules or parameters, named "0", "1", ...</summary>
public abstract class ListModule<T> : nn.Module, IList<T>
{
    private readonly List<T> items = [];

    private protected ListModule(string name, IEnumerable<T> items)
        : base(name) => extend(items);

    public int Count => items.Count;
    public bool IsReadOnly => false;

    public T this[int index]
    {
        get => items[index];
        set => items[index] = Adopted(value);
    }

    public void Add(T item) => items.Add(Adopted(item));

    public void append(params T[] parameters) => extend(parameters);

    public void extend(IEnumerable<T> modules) => items.AddRange(modules.Select(Adopted));

    public void Insert(int index, T item) => items.Insert(index, Adopted(item));

    public void Clear() => items.Clear();

    public bool Contains(T item) => items.Contains(item);

    public int IndexOf(T item) => items.IndexOf(item);

    public bool Remove(T item) => items.Remove(item);

    public void RemoveAt(int index) => items.RemoveAt(index);

    public void CopyTo(T[] array, int arrayIndex) => items.CopyTo(array, arrayIndex);

    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected IEnumerable<(string name, T item)> Named => items.Select((item, index) => ($"{index}", item));

    /// <summary>Makes an item ready to belong to this module.</summary>
    private protected abstract T Adopted(T item);
}
