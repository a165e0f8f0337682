namespace TorchSharp.Modules;

/// <summary>What a parameter group is optimised with; what is not set is taken from the optimiser.</summary>
public class OptimizerOptions
{
    public double? LearningRate { get; set; }
    public double InitialLearningRate { get; set; }

    public virtual void SaveStateDict(BinaryWriter writer) => Exchange(new StateWriter(writer));

    public virtual void LoadStateDict(BinaryReader reader)
    {
        var values = new Queue<object?>();
        Exchange(new StateParser(reader, values));
        Exchange(new StateAssigner(values, null));
    }

    public virtual void LoadStateDict(OptimizerOptions source) => Exchange(new StateAssigner(source.Values(), null));

    internal virtual void Exchange(StateExchange exchange)
    {
        var (initial, rate) = (InitialLearningRate, LearningRate);
        exchange.Field(ref initial);
        exchange.Field(ref rate);
        (InitialLearningRate, LearningRate) = (initial, rate);
    }

    internal void FillFrom(OptimizerOptions defaults) => Exchange(new DefaultsAssigner(defaults.Values()));

    private Queue<object?> Values()
    {
        var values = new Queue<object?>();
        Exchange(new StateCollector(values));
        return values;
    }
}
