using MlPhys.Curvature.Layers;

namespace MlPhys.Curvature.Kernels;

/// <summary>Weights of the tensors of parameters in a kernel.</summary>
internal sealed record KernelRates(Func<string, double> Of)
{
    public static KernelRates One { get; } = new(_ => 1);

    /// <summary>The root of a tensor's rate: what its derivatives are multiplied by.</summary>
    /// <exception cref="ArgumentException">The rate is negative or not finite.</exception>
    public double Root(ParameterSlice slice) =>
        Of(slice.Name) is var rate && rate >= 0 && double.IsFinite(rate)
            ? Math.Sqrt(rate)
            : throw new ArgumentException(
                $"the rate of '{slice.Name}' is {rate}; rates are finite and not negative",
                nameof(slice)
            );
}
