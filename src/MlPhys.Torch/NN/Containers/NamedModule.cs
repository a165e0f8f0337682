using System.Collections;
using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A module that is an ordered dictionary of modules or parameters.</summary>
public abstract class NamedModule<T> : nn.Module, IDictionary<string, T>, IList<(string, T)>
{
    private readonly OrderedDictionary<string, T> entries = [];

    private protected NamedModule(string name, IEnumerable<(string, T)> items)
        : base(name)
    {
        foreach (var (key, value) in items)
            Add(key, value);
    }

    public int Count => entries.Count;
    public bool IsReadOnly => false;
    public ICollection<string> Keys => entries.Keys;
    public ICollection<T> Values => entries.Values;

    public T this[string key]
    {
        get => entries[key];
        set => entries[key] = Adopted(value);
    }

    public (string, T) this[int index]
    {
        get => Pair(entries.GetAt(index));
        set => entries.SetAt(index, value.Item1, Adopted(value.Item2));
    }

    public IEnumerable<string> keys() => entries.Keys;

    public IEnumerable<T> values() => entries.Values;

    public IEnumerator<(string, T)> items() => GetEnumerator();

    public void Add(string key, T value) => entries.Add(key, Adopted(value));

    public void Add((string, T) item) => Add(item.Item1, item.Item2);

    public void Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

    public void Insert(int index, (string, T) item) => entries.Insert(index, item.Item1, Adopted(item.Item2));

    public bool Remove(string key) => entries.Remove(key);

    public bool Remove((string, T) item) => Contains(item) && entries.Remove(item.Item1);

    public bool Remove(KeyValuePair<string, T> item) => Remove(Pair(item));

    public void RemoveAt(int index) => entries.RemoveAt(index);

    public void clear() => entries.Clear();

    public void Clear() => entries.Clear();

    public bool ContainsKey(string key) => entries.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => entries.TryGetValue(key, out value);

    public bool Contains((string, T) item) =>
        entries.TryGetValue(item.Item1, out var value) && Equals(value, item.Item2);

    public bool Contains(KeyValuePair<string, T> item) => Contains(Pair(item));

    public int IndexOf((string, T) item) => Contains(item) ? entries.IndexOf(item.Item1) : -1;

    public void CopyTo((string, T)[] array, int arrayIndex) => entries.Select(Pair).ToArray().CopyTo(array, arrayIndex);

    public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) => entries.ToArray().CopyTo(array, arrayIndex);

    public IEnumerator<(string, T)> GetEnumerator() => entries.Select(Pair).GetEnumerator();

    IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() =>
        entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Makes an item ready to belong to this module.</summary>
    private protected abstract T Adopted(T item);

    private static (string, T) Pair(KeyValuePair<string, T> entry) => (entry.Key, entry.Value);
}
