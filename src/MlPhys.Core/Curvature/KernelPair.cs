namespace MlPhys.Curvature;

/// <summary>The two kernels of an infinitely wide network.</summary>
/// <param name="Nngp">Covariance of the outputs at initialisation [n1, n2].</param>
/// <param name="Ntk">Neural tangent kernel [n1, n2].</param>
public sealed record KernelPair(double[,] Nngp, double[,] Ntk);
