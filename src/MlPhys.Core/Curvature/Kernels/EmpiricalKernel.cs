using MlPhys.Curvature.Layers;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Kernels;

/// <summary>The tangent kernel of a network as it stands: Theta[k,k'](x,x') = sum over parameters of df_k(x)/dp df_k'(x')/dp.</summary>
/// <remarks>
/// Contracted layer by layer from one recorded forward pass and one backward pass an output; no Jacobian is formed. Dense, convolution,
/// norm and embedding layers, each used once or several times. Source of the definition: Jacot, Gabriel and Hongler (2018).
/// </remarks>
/// <example><code>
/// let theta = EmpiricalKernel.Of(network).WithMemoryBudget(1L &lt;&lt;&lt; 30).Full x
/// theta.Observables().Entropy
/// </code></example>
public sealed record EmpiricalKernel
{
    private const long DefaultBudget = 1L << 30;

    private EmpiricalKernel(nn.Module<Tensor, Tensor> network) => Network = network;

    private nn.Module<Tensor, Tensor> Network { get; init; }

    private KernelRates Rates { get; init; } = KernelRates.One;

    private long Budget { get; init; } = DefaultBudget;

    /// <summary>Takes up a network.</summary>
    /// <param name="network">Of known layers, in evaluation mode where that matters; outputs [samples, outputs].</param>
    /// <exception cref="ArgumentException">A layer whose samples interact, such as a batch norm in training mode, or of an unknown kind.</exception>
    public static EmpiricalKernel Of(nn.Module<Tensor, Tensor> network)
    {
        _ = new FactorReader(NetworkStructure.Of(network), KernelRates.One);
        return new EmpiricalKernel(network);
    }

    /// <summary>Weights each tensor of parameters by its learning rate, as muP needs it: the kernel that drives training.</summary>
    /// <param name="rates">From a parameter's name, as in <c>named_parameters</c>, to its rate: finite, 0 or more.</param>
    public EmpiricalKernel WithRates(Func<string, double> rates) => this with { Rates = new KernelRates(rates) };

    /// <summary>Bounds the memory of the work beyond network, inputs and result.</summary>
    /// <param name="bytes">At least what a block of one sample needs; 1 GiB without this step.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public EmpiricalKernel WithMemoryBudget(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        return this with { Budget = bytes };
    }

    /// <summary>The whole kernel, sample-major: entry (i C + k, j C + l) belongs to output k of sample i and output l of sample j.</summary>
    /// <param name="x1">Samples along the first dimension.</param>
    /// <param name="x2">The other samples; the same ones without it.</param>
    /// <exception cref="ArgumentException">No samples, or the budget does not hold one.</exception>
    public TangentKernel Full(Tensor x1, Tensor? x2 = null) => Compute(KernelMode.Full, x1, x2);

    /// <summary>The kernel summed over equal outputs, [n1, n2].</summary>
    /// <inheritdoc cref="Full"/>
    public TangentKernel Trace(Tensor x1, Tensor? x2 = null) => Compute(KernelMode.Trace, x1, x2);

    /// <summary>Theta[k,k](x,x): [samples, outputs].</summary>
    /// <param name="x">Samples along the first dimension.</param>
    public TangentKernel Diagonal(Tensor x) => Compute(KernelMode.Diagonal, x, null);

    /// <summary>Compares with explicit Jacobians, one backward pass for each sample and output: for a few samples.</summary>
    /// <param name="x">Samples along the first dimension.</param>
    /// <returns>Deviations of all three modes, relative to the largest entry.</returns>
    public KernelCheck Verify(Tensor x) => KernelCheck.Of(this, x, ExplicitJacobian.Of(Network, Rates, x));

    private TangentKernel Compute(KernelMode mode, Tensor x1, Tensor? x2)
    {
        Require(x1, nameof(x1));
        if (x2 is not null)
            Require(x2, nameof(x2));
        using var scope = NewDisposeScope();
        var reader = new FactorReader(NetworkStructure.Of(Network), Rates);
        var all = x1.shape[0] + (x2?.shape[0] ?? 0);
        var plan = BlockPlan.For(reader, x1, all, mode, Budget);
        var result = new KernelAssembly(mode, (int)x1.shape[0], (int)(x2 ?? x1).shape[0], plan.Outputs);
        using var rows = new BlockSource(reader, x1, plan);
        if (mode == KernelMode.Diagonal)
            Diagonal(rows, result);
        else if (x2 is null)
            Contract(rows, rows, mode, result, isSymmetric: true);
        else
        {
            using var columns = new BlockSource(reader, x2, plan);
            Contract(rows, columns, mode, result, isSymmetric: false);
        }
        return new TangentKernel(mode, result.Values, plan.Outputs);
    }

    private static void Diagonal(BlockSource blocks, KernelAssembly result)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks.Take(i);
            using var diagonal = block.Diagonal();
            result.PutDiagonal(diagonal, blocks.First(i));
            blocks.Release(block);
        }
    }

    private static void Contract(
        BlockSource rows,
        BlockSource columns,
        KernelMode mode,
        KernelAssembly result,
        bool isSymmetric
    )
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var first = rows.Take(i);
            for (var j = isSymmetric ? i : 0; j < columns.Count; j++)
            {
                var isOnDiagonal = isSymmetric && i == j;
                var second = isOnDiagonal ? first : columns.Take(j);
                using (var block = mode == KernelMode.Full ? first.Full(second) : first.Trace(second))
                    result.Put(block, rows.First(i), columns.First(j), isSymmetric && !isOnDiagonal);
                if (!isOnDiagonal)
                    columns.Release(second);
            }
            rows.Release(first);
        }
    }

    private static void Require(Tensor x, string name)
    {
        if (x.dim() == 0 || x.shape[0] == 0)
            throw new ArgumentException(
                $"{name} has shape [{string.Join(", ", x.shape)}]; expected samples along the first dimension",
                name
            );
    }
}
