using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>What the optimisers share: groups with options, a state for each parameter, files.</summary>
public abstract partial class OptimizerHelper : Optimizer
{
    private readonly Dictionary<Parameter, OptimizerState> states = new(ReferenceEqualityComparer.Instance);

    protected OptimizerOptions _defaults;

    private protected OptimizerHelper(OptimizerOptions defaults)
    {
        if (defaults.LearningRate is not >= 0)
            throw new ArgumentOutOfRangeException(
                nameof(defaults),
                $"The learning rate is {defaults.LearningRate}, but cannot be negative or NaN."
            );
        defaults.InitialLearningRate = defaults.LearningRate.Value;
        _defaults = defaults;
    }

    private protected abstract OptimizerOptions NewOptions();

    private protected abstract OptimizerState NewState(Parameter parameter);

    /// <summary>Moves one parameter along its gradient. No gradients are recorded meanwhile.</summary>
    private protected abstract void Update(
        Parameter parameter,
        Tensor gradient,
        OptimizerState state,
        OptimizerOptions options
    );

    public override Tensor? step(Func<Tensor>? closure = null)
    {
        Tensor? loss = null;
        if (closure is not null)
            using (enable_grad())
                loss = closure();
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        foreach (var group in groups)
        foreach (var parameter in group.List)
            if (parameter.grad is { } gradient)
                Update(parameter, gradient, states[parameter], group.Options);
        return loss;
    }

    public override void add_param_group(ParamGroup param_group)
    {
        param_group.Options ??= NewOptions();
        param_group.Options.FillFrom(_defaults);
        param_group.Options.InitialLearningRate = param_group.LearningRate;
        foreach (var parameter in param_group.List)
            if (states.ContainsKey(parameter))
                throw new ArgumentException(
                    $"A parameter of shape [{string.Join(", ", parameter.shape)}] is in more than one group.",
                    nameof(param_group)
                );
        groups.Add(param_group);
        using var untracked = no_grad();
        foreach (var parameter in param_group.List)
        {
            var state = NewState(parameter);
            state.Initialize(param_group.Options);
            states.Add(parameter, state);
        }
    }

    private protected void AddGroups(IEnumerable<ParamGroup> paramGroups)
    {
        foreach (var group in paramGroups)
            add_param_group(group);
        if (groups.All(group => group.List.Count == 0))
            throw new ArgumentException("The optimiser got no parameters.", nameof(paramGroups));
    }

    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var group in groups)
        {
            dictionary.Options.Add(group.Options);
            dictionary.StateIndexRef.Add([.. Enumerable.Range(dictionary.State.Count, group.List.Count)]);
            dictionary.State.AddRange(group.List.Select(parameter => states[parameter]));
        }
        return dictionary;
    }

    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = this.state_dict();
        RefuseOtherSize("parameter groups", state_dict.Options.Count, own.Options.Count);
        RefuseOtherSize("parameters", state_dict.State.Count, own.State.Count);
        foreach (var (mine, its) in own.Options.Zip(state_dict.Options))
            if (mine != its)
                mine.LoadStateDict(its);
        foreach (var (mine, its) in own.State.Zip(state_dict.State))
            if (mine != its)
                mine.LoadStateDict(its);
    }

    public void to(Device device)
    {
        foreach (var state in states.Values)
            state.to(device);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            foreach (var state in states.Values)
                state.Dispose();
        base.Dispose(disposing);
    }

    private protected static void RefuseOtherSize(string what, long found, long expected)
    {
        if (found != expected)
            throw new InvalidDataException($"The stored optimiser has {found} {what}, expected {expected}.");
    }
}
