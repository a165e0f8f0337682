namespace TorchSharp.Modules;

public class ParameterList(params Parameter[] parameters) : ListModule<Parameter>(nameof(ParameterList), parameters)
{
    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
        Named.Select(entry => (entry.name, entry.item));

    public override Parameter? get_parameter(string target) => Named.FirstOrDefault(entry => entry.name == target).item;

    private protected override Parameter Adopted(Parameter item) => Kept(item);
}

public class ParameterDict : NamedModule<Parameter>
{
    public ParameterDict()
        : this([]) { }

    internal ParameterDict(IEnumerable<(string, Parameter)> parameters)
        : base(nameof(ParameterDict), parameters) { }

    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
    {
        foreach (var (name, parameter) in this)
            yield return (name, parameter);
    }

    public override Parameter? get_parameter(string target) =>
        TryGetValue(target, out var parameter) ? parameter : null;

    private protected override Parameter Adopted(Parameter item) => Kept(item);
}
