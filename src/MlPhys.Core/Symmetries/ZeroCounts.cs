namespace MlPhys.Symmetries;

/// <summary>Zero eigenvalues predicted and found.</summary>
/// <param name="ExactDimension">Dimension of the exact continuous symmetries.</param>
/// <param name="LinearisedDimension">Dimension of the symmetries that the network would have, were its activations linear.</param>
/// <param name="PredictedAtLeast">Dimension of exact symmetries, softmax shift and trivial nulls together: zero modes at a critical point.</param>
/// <param name="PredictedAtMinimum">All zero modes, where a theorem gives them (deep linear networks); otherwise null.</param>
/// <param name="Found">Eigenvalues below <paramref name="Tolerance"/>; null where the spectrum was not computed in full.</param>
/// <param name="Tolerance">100 P eps |lambda|max.</param>
/// <param name="FoundNearCritical">Eigenvalues below the tolerance or |g|, which is how far zero modes move near a critical point; null likewise.</param>
/// <param name="GapRatio">Smallest eigenvalue above the tolerance over the largest below it; NaN where there are none.</param>
public sealed record ZeroCounts(
    int ExactDimension,
    int LinearisedDimension,
    int PredictedAtLeast,
    int? PredictedAtMinimum,
    int? Found,
    double Tolerance,
    int? FoundNearCritical,
    double GapRatio
);
