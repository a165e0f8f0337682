using System.Collections.Immutable;
using MlPhys.SparseIdentification.Fitting;

namespace MlPhys.SparseIdentification.Adaptive;

/// <summary>A least-squares fit of some candidates: their inner parameters and coefficients.</summary>
/// <param name="Atoms">The candidates at their fitted parameters.</param>
/// <param name="Coefficients">One coefficient a candidate.</param>
/// <param name="Residual">Target less fit, one value a row.</param>
/// <param name="Basis">Orthonormal basis of the fitted columns.</param>
internal sealed record Fit(ImmutableArray<Atom> Atoms, double[] Coefficients, double[] Residual, OrthonormalBasis Basis)
{
    /// <summary>Residual sum of squares.</summary>
    public double Rss { get; } = Residual.Sum(r => r * r);

    /// <summary>Whether an inner parameter lies at an end of its range.</summary>
    public bool IsAtBound => Atoms.Any(a => a.Term.Scales.Zip(a.At).Any(p => p.First.IsAtBound(p.Second)));

    /// <summary>Number of fitted numbers: coefficients and inner parameters.</summary>
    public int Parameters => Atoms.Sum(a => 1 + a.At.Length);
}
