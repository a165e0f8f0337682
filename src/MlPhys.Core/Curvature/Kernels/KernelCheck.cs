using static TorchSharp.torch;

namespace MlPhys.Curvature.Kernels;

/// <summary>How far a kernel is from the product of explicit Jacobians, relative to its largest entry.</summary>
/// <param name="Full">Largest deviation of the full kernel.</param>
/// <param name="Trace">Largest deviation of the trace.</param>
/// <param name="Diagonal">Largest deviation of the diagonal.</param>
public sealed record KernelCheck(double Full, double Trace, double Diagonal)
{
    /// <summary>The largest of the three.</summary>
    public double Deviation => Math.Max(Full, Math.Max(Trace, Diagonal));

    internal static KernelCheck Of(EmpiricalKernel kernel, Tensor x, Tensor jacobian)
    {
        using var held = jacobian;
        using var product = held.mm(held.t());
        var expected = (double[,])product.data<double>().ToNDArray();
        var (full, trace, diagonal) = (kernel.Full(x), kernel.Trace(x), kernel.Diagonal(x));
        var (samples, outputs) = (trace.Values.GetLength(0), full.Outputs);
        var (worst, worstTrace, worstDiagonal) = (0.0, 0.0, 0.0);
        var (largest, largestTrace) = (0.0, 0.0);
        for (var i = 0; i < samples; i++)
        for (var j = 0; j < samples; j++)
        {
            var sum = 0.0;
            for (var k = 0; k < outputs; k++)
            for (var l = 0; l < outputs; l++)
            {
                var exact = expected[i * outputs + k, j * outputs + l];
                largest = Math.Max(largest, Math.Abs(exact));
                worst = Math.Max(worst, Math.Abs(full.Values[i * outputs + k, j * outputs + l] - exact));
                if (k == l)
                    sum += exact;
                if (k == l && i == j)
                    worstDiagonal = Math.Max(worstDiagonal, Math.Abs(diagonal.Values[i, k] - exact));
            }
            largestTrace = Math.Max(largestTrace, Math.Abs(sum));
            worstTrace = Math.Max(worstTrace, Math.Abs(trace.Values[i, j] - sum));
        }
        return new KernelCheck(worst / largest, worstTrace / largestTrace, worstDiagonal / largest);
    }
}
