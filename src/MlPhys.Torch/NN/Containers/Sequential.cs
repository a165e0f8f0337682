using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules in a chain: each takes what the one before it returns.</summary>
public class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly OrderedDictionary<string, nn.Module<Tensor, Tensor>> chain = [];

    internal Sequential(IEnumerable<(string name, nn.Module<Tensor, Tensor> submodule)> modules)
        : base(nameof(Sequential))
    {
        foreach (var (name, submodule) in modules)
            append(name, submodule);
    }

    protected Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules)
        : this((IEnumerable<(string, nn.Module<Tensor, Tensor>)>)modules) { }

    protected Sequential(params nn.Module<Tensor, Tensor>[] modules)
        : this(Numbered(modules)) { }

    public int Count => chain.Count;

    public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
    {
        var link = (nn.Module<Tensor, Tensor>)module;
        register_module(name, link);
        chain.Add(name, link);
        return this;
    }

    public Sequential append(nn.IModule<Tensor, Tensor> module) => append($"{Count}", module);

    public override Tensor forward(Tensor tensor)
    {
        var current = tensor;
        foreach (var module in chain.Values)
        {
            var next = module.call(current);
            // Freed at once: a training loop would otherwise wait for the collector with every activation alive.
            if (!ReferenceEquals(current, tensor) && !ReferenceEquals(current, next))
                current.Dispose();
            current = next;
        }
        return ReferenceEquals(current, tensor) ? tensor.alias() : current;
    }

    [System.Runtime.CompilerServices.IndexerName("SequentialItems")]
    public nn.IModule<Tensor, Tensor> this[int index] => chain.GetAt(index).Value;

    [System.Runtime.CompilerServices.IndexerName("SequentialItems")]
    public Sequential this[(int? start, int? end) index] => this[(index.start ?? 0)..(index.end ?? Count)];

    [System.Runtime.CompilerServices.IndexerName("SequentialItems")]
    public Sequential this[Range index]
    {
        get
        {
            var (start, length) = index.GetOffsetAndLength(Count);
            return new(chain.Skip(start).Take(length).Select(entry => (entry.Key, entry.Value)));
        }
    }

    internal static IEnumerable<(string, nn.Module<Tensor, Tensor>)> Numbered(
        IEnumerable<nn.Module<Tensor, Tensor>> modules
    ) => modules.Select((module, index) => ($"{index}", module));
}
