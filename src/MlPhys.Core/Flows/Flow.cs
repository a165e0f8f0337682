using MlPhys.Numerics.Lanes;
using MlPhys.Numerics.Random;
using MlPhys.Runs;

namespace MlPhys.Flows;

/// <summary>
/// A density that can be evaluated, differentiated and sampled. Immutable; every method runs in single precision where the arrays are <c>float</c> and in
/// double where they are <c>double</c>, on all threads, and no bit of a result depends on how many there are.
/// </summary>
/// <remarks>Inputs are [sample, variable]. A conditional flow takes its conditions as further columns after the variables.</remarks>
public abstract partial class Flow
{
    private readonly Arithmetic<float> _single;
    private readonly Arithmetic<double> _double;

    private protected Flow(int dimension, int contextDimension, double[] parameters, bool[] free, int threads)
    {
        (Dimension, ContextDimension, Threads) = (dimension, contextDimension, threads);
        (AllParameters, Free) = (parameters, free);
        _single = new Arithmetic<float>(this);
        _double = new Arithmetic<double>(this);
    }

    /// <summary>Number of variables.</summary>
    public int Dimension { get; }

    /// <summary>Number of conditions, further columns of every input; 0: none.</summary>
    public int ContextDimension { get; }

    /// <summary>Number of parameters that learn.</summary>
    public int ParameterCount => Free.Count(isFree => isFree);

    /// <summary>The parameters that learn.</summary>
    public double[] Parameters => [.. AllParameters.Where((_, i) => Free[i])];

    /// <summary>Threads at most; no result depends on them.</summary>
    public int Threads { get; }

    internal double[] AllParameters { get; }

    internal bool[] Free { get; }

    /// <summary>The same flow on other threads.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public Flow WithThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return Copy(AllParameters, threads);
    }

    /// <summary>The same flow with other parameters.</summary>
    /// <param name="parameters">As many as learn, in the order of <see cref="Parameters"/>.</param>
    /// <exception cref="ArgumentException">Another number, or one that is not finite.</exception>
    public Flow WithParameters(double[] parameters)
    {
        if (parameters.Length != ParameterCount)
            throw new ArgumentException(
                $"{parameters.Length} parameters, expected {ParameterCount}",
                nameof(parameters)
            );
        if (Array.FindIndex(parameters, p => !double.IsFinite(p)) is >= 0 and var wrong)
            throw new ArgumentException($"parameter {wrong} is {parameters[wrong]}", nameof(parameters));
        var all = (double[])AllParameters.Clone();
        for (var (i, from) = (0, 0); i < all.Length; i++)
            if (Free[i])
                all[i] = parameters[from++];
        return WithAll(all);
    }

    /// <summary>Logarithm of the density, in nats, at each sample.</summary>
    /// <exception cref="ArgumentException">Another number of columns, or a number that is not finite.</exception>
    public double[] LogDensity(double[,] x) => _double.LogDensity(x);

    /// <inheritdoc cref="LogDensity(double[,])"/>
    public float[] LogDensity(float[,] x) => _single.LogDensity(x);

    /// <summary>Gradient of the logarithm of the density with respect to the variables.</summary>
    /// <inheritdoc cref="LogDensity(double[,])" path="/exception"/>
    public double[,] Score(double[,] x) => _double.Score(x);

    /// <inheritdoc cref="Score(double[,])"/>
    public float[,] Score(float[,] x) => _single.Score(x);

    /// <summary>Gradient of the mean logarithm of the density with respect to the parameters that learn.</summary>
    /// <inheritdoc cref="LogDensity(double[,])" path="/exception"/>
    public double[] ParameterGradient(double[,] x) => _double.ParameterGradient(x);

    /// <inheritdoc cref="ParameterGradient(double[,])"/>
    public double[] ParameterGradient(float[,] x) => _single.ParameterGradient(x);

    /// <summary>Draws samples, [sample, variable].</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Seed; sample i depends on seed and i only.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative count.</exception>
    /// <exception cref="InvalidOperationException">The flow is conditional.</exception>
    public double[,] Sample(int count, long seed) => SampleWithLogDensity(count, seed).Samples;

    /// <summary>Draws samples and evaluates the logarithm of their density in one pass.</summary>
    /// <inheritdoc cref="Sample(int, long)"/>
    public FlowSamples SampleWithLogDensity(int count, long seed) => _double.Sample(count, seed, NoContext());

    /// <summary>Draws samples in single precision.</summary>
    /// <inheritdoc cref="Sample(int, long)"/>
    public float[,] SampleSingle(int count, long seed) => _single.Draw(count, seed, NoContext()).Samples;

    /// <summary>Draws one sample for each row of conditions.</summary>
    /// <param name="context">Conditions, [sample, condition].</param>
    /// <param name="seed">Seed.</param>
    /// <exception cref="ArgumentException">Another number of conditions, or one that is not finite.</exception>
    public FlowSamples SampleGiven(double[,] context, long seed)
    {
        FlowInput.Check(context, ContextDimension, nameof(context), "conditions");
        return _double.Sample(context.GetLength(0), seed, context);
    }

    /// <summary>Writes architecture and parameters to a file.</summary>
    public void Save(string path) => CheckpointFile.At(path, FlowFile.Kind).Save(FlowFile.Of(this));

    internal abstract FlowRecord Record { get; }

    internal abstract LaneProgram DensityProgram();

    internal abstract LaneProgram SamplerProgram();

    /// <summary>The negative log-density.</summary>
    internal LaneProgram LossProgram() => DensityProgram().Negated();

    internal abstract Flow Copy(double[] parameters, int threads);

    internal Flow WithAll(double[] parameters) => Copy(parameters, Threads);

    /// <summary>Fills the latent variables of one sample.</summary>
    internal abstract void DrawLatent(RandomStream random, Span<double> latent);

    private double[,] NoContext() =>
        ContextDimension == 0
            ? new double[0, 0]
            : throw new InvalidOperationException(
                $"the flow is conditional on {ContextDimension} numbers: SampleGiven takes them"
            );
}
