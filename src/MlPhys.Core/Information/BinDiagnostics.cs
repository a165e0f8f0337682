namespace MlPhys.Information;

/// <summary>How well samples fill the cells of a histogram.</summary>
/// <param name="Samples">Number of samples.</param>
/// <param name="OccupiedCells">Joint cells of sources and target with at least one sample.</param>
/// <param name="SamplesPerCell">Samples for each occupied cell.</param>
/// <param name="FractionClamped">Largest fraction, over the variables, of samples outside the bins' edges.</param>
/// <param name="InformationBias">
/// Leading bias of I(Y;X) in bits, (K_xy - K_x - K_y + 1) / (2 N ln 2) with counts of occupied cells: Miller (1955), Panzeri and
/// Treves, Network 7, 87 (1996). The atoms inherit biases of this size.
/// </param>
public sealed record BinDiagnostics(
    int Samples,
    int OccupiedCells,
    double SamplesPerCell,
    double FractionClamped,
    double InformationBias
)
{
    /// <summary>What to beware of, one sentence each; empty: nothing found.</summary>
    public IReadOnlyList<string> Warnings =>
        [
            .. SamplesPerCell < 5
                ?
                [
                    FormattableString.Invariant(
                        $"{SamplesPerCell:0.0} samples per occupied cell: information is biased by about {InformationBias:0.000} bits; take fewer bins or more samples"
                    ),
                ]
                : Array.Empty<string>(),
            .. FractionClamped > 0.01
                ?
                [
                    FormattableString.Invariant(
                        $"{FractionClamped:0.0%} of a variable lies outside the bins; widen the edges"
                    ),
                ]
                : Array.Empty<string>(),
        ];

    internal static BinDiagnostics Of(JointDistribution distribution, int samples, double fractionClamped)
    {
        var target = distribution.TargetBit;
        var cells = distribution.Count;
        var sources = distribution.Groups(target - 1).Total.Length;
        var targets = distribution.Groups(target).Total.Length;
        var bias = (cells - sources - targets + 1) / (2.0 * samples * Math.Log(2));
        return new BinDiagnostics(samples, cells, (double)samples / cells, fractionClamped, bias);
    }
}
