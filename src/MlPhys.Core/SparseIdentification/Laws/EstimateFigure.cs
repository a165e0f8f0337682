using MlPhys.Figures;

namespace MlPhys.SparseIdentification.Laws;

/// <summary>The numbers of a law, each in its own unit, with 95 % intervals.</summary>
internal static class EstimateFigure
{
    public static Figure Of(IReadOnlyList<Estimate> estimates) =>
        Figure
            .Titled("Numbers of the law, 95 % intervals")
            .WithXAxis("")
            .WithYAxis("value")
            .WithBars(
                estimates.Select(Label),
                estimates.Select(e => e.Value),
                errors: estimates.Select(e => (e.Upper - e.Lower) / 2)
            );

    private static string Label(Estimate estimate) =>
        string.Equals(estimate.Parameter, "coefficient", StringComparison.Ordinal)
            ? $"{estimate.Equation}: {estimate.Term}"
            : $"{estimate.Equation}: {estimate.Parameter}";
}
