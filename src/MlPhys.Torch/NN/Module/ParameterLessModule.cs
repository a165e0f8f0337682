using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A module that has neither parameters nor buffers, and whose submodules have none.</summary>
public interface IParameterLessModule;

public abstract class ParameterLessModule<T1, TResult> : nn.Module<T1, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name)
        : base(name) { }

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) =>
        throw ParameterLess.Refuses("buffer", name);

    public override void register_parameter(string name, Parameter param) =>
        throw ParameterLess.Refuses("parameter", name);

    public override void register_module(string name, nn.Module? submodule) =>
        base.register_module(name, ParameterLess.Checked(name, submodule));
}

public abstract class ParameterLessModule<T1, T2, TResult> : nn.Module<T1, T2, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name)
        : base(name) { }

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) =>
        throw ParameterLess.Refuses("buffer", name);

    public override void register_parameter(string name, Parameter param) =>
        throw ParameterLess.Refuses("parameter", name);

    public override void register_module(string name, nn.Module? submodule) =>
        base.register_module(name, ParameterLess.Checked(name, submodule));
}

public abstract class ParameterLessModule<T1, T2, T3, TResult> : nn.Module<T1, T2, T3, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name)
        : base(name) { }

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) =>
        throw ParameterLess.Refuses("buffer", name);

    public override void register_parameter(string name, Parameter param) =>
        throw ParameterLess.Refuses("parameter", name);

    public override void register_module(string name, nn.Module? submodule) =>
        base.register_module(name, ParameterLess.Checked(name, submodule));
}

public abstract class ParameterLessModule<T1, T2, T3, T4, TResult>
    : nn.Module<T1, T2, T3, T4, TResult>,
        IParameterLessModule
{
    protected ParameterLessModule(string name)
        : base(name) { }

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) =>
        throw ParameterLess.Refuses("buffer", name);

    public override void register_parameter(string name, Parameter param) =>
        throw ParameterLess.Refuses("parameter", name);

    public override void register_module(string name, nn.Module? submodule) =>
        base.register_module(name, ParameterLess.Checked(name, submodule));
}

public abstract class ParameterLessModule<T1, T2, T3, T4, T5, TResult>
    : nn.Module<T1, T2, T3, T4, T5, TResult>,
        IParameterLessModule
{
    protected ParameterLessModule(string name)
        : base(name) { }

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) =>
        throw ParameterLess.Refuses("buffer", name);

    public override void register_parameter(string name, Parameter param) =>
        throw ParameterLess.Refuses("parameter", name);

    public override void register_module(string name, nn.Module? submodule) =>
        base.register_module(name, ParameterLess.Checked(name, submodule));
}

public abstract class ParameterLessModule<T1, T2, T3, T4, T5, T6, TResult>
    : nn.Module<T1, T2, T3, T4, T5, T6, TResult>,
        IParameterLessModule
{
    protected ParameterLessModule(string name)
        : base(name) { }

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) =>
        throw ParameterLess.Refuses("buffer", name);

    public override void register_parameter(string name, Parameter param) =>
        throw ParameterLess.Refuses("parameter", name);

    public override void register_module(string name, nn.Module? submodule) =>
        base.register_module(name, ParameterLess.Checked(name, submodule));
}

internal static class ParameterLess
{
    public static InvalidOperationException Refuses(string what, string name) =>
        new($"The {what} '{name}' cannot be registered: this module is declared to have no parameters.");

    public static nn.Module? Checked(string name, nn.Module? submodule) =>
        submodule is null or IParameterLessModule ? submodule : throw Refuses("module with parameters", name);
}
