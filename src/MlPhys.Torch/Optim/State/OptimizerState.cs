using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimiser remembers of one parameter.</summary>
public abstract class OptimizerState : IDisposable
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    /// <summary>Starts anew, as before the first step.</summary>
    public abstract void Initialize(OptimizerOptions options);

    public virtual void SaveStateDict(BinaryWriter writer) => Exchange(new StateWriter(writer));

    public virtual void LoadStateDict(BinaryReader reader)
    {
        var values = new Queue<object?>();
        Exchange(new StateParser(reader, values));
        Exchange(new StateAssigner(values, _parameter));
    }

    public virtual void LoadStateDict(OptimizerState source) =>
        Exchange(new StateAssigner(source.Values(), _parameter));

    public virtual bool ApproximatelyEquals(OptimizerState other) =>
        other.GetType() == GetType()
        && Values()
            .Zip(other.Values())
            .All(pair => pair is (Tensor mine, Tensor its) ? mine.allclose(its) : Equals(pair.First, pair.Second));

    public virtual void to(Device device) =>
        Exchange(new TensorVisitor(tensor => tensor.to(device).DetachFromDisposeScope()));

    public void Dispose()
    {
        Exchange(
            new TensorVisitor(tensor =>
            {
                tensor.Dispose();
                return tensor;
            })
        );
        GC.SuppressFinalize(this);
    }

    internal virtual void Exchange(StateExchange exchange) { }

    private protected Tensor Zeros() => Filled(0.0);

    private protected Tensor Filled(double value) => full_like(_parameter, value).detach().DetachFromDisposeScope();

    private Queue<object?> Values()
    {
        var values = new Queue<object?>();
        Exchange(new StateCollector(values));
        return values;
    }
}
