using System.Globalization;

namespace MlPhys.Symmetries;

/// <summary>Whether symmetries explain the near-zero eigenvalues, with the numbers that say so.</summary>
/// <param name="IsAligned">Whether, trivial directions taken out, the lowest directions overlap with the symmetry directions beyond the baseline.</param>
/// <param name="Text">In words.</param>
public sealed record Verdict(bool IsAligned, string Text)
{
    /// <summary>Overlap over baseline from which directions count as aligned.</summary>
    public const double LeastRatio = 1.2;

    internal static Verdict Of(double overlap, double baseline, double curvatureRatio, Controls controls)
    {
        var plain = overlap > LeastRatio * baseline;
        var aligned = controls.MeanOverlapWithoutTrivial > LeastRatio * controls.BaselineWithoutTrivial;
        string[] reservations =
        [
            .. plain == aligned ? Array.Empty<string>()
            : plain ? ["the overlap comes from trivial null directions"]
            : ["trivial null directions hide it"],
            .. controls.IsStarved ? ["there are more parameters than numbers to fit"] : Array.Empty<string>(),
            .. controls.WeightDecay > 0
                ?
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"weight decay moves exact zero modes to {2 * controls.WeightDecay:G3}"
                    ),
                ]
                : Array.Empty<string>(),
            .. controls.NegativeEigenvalues > 0
                ? [$"{controls.NegativeEigenvalues} eigenvalues are negative: this is no minimum"]
                : Array.Empty<string>(),
        ];
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{(aligned ? "aligned" : "not aligned")}: mean overlap {overlap:F3} of the lowest directions against {baseline:F3} at random; {controls.MeanOverlapWithoutTrivial:F3} against {controls.BaselineWithoutTrivial:F3} without {controls.Removed} trivial directions; curvature {curvatureRatio:G3} of the mean; |g| = {controls.GradientNorm:G2}"
        );
        return new Verdict(aligned, reservations.Length == 0 ? text : $"{text}; but {string.Join("; ", reservations)}");
    }
}
