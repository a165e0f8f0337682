using static TorchSharp.torch;

namespace TorchSharp.Modules;

public class ModuleList<T>(params T[] modules) : ListModule<T>(nameof(ModuleList<>), modules)
    where T : nn.Module
{
    public override IEnumerable<(string name, nn.Module module)> named_children() =>
        Named.Select(entry => (entry.name, (nn.Module)entry.item));

    private protected override T Adopted(T item) => Registered(item);
}

public class ModuleDict<T> : NamedModule<T>
    where T : nn.Module
{
    public ModuleDict()
        : this([]) { }

    internal ModuleDict(IEnumerable<(string, T)> modules)
        : base(nameof(ModuleDict<>), modules) { }

    public override IEnumerable<(string name, nn.Module module)> named_children()
    {
        foreach (var (name, module) in this)
            yield return (name, module);
    }

    private protected override T Adopted(T item) => Registered(item);
}
