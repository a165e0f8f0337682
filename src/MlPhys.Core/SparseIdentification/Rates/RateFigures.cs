using MlPhys.Figures;

namespace MlPhys.SparseIdentification.Rates;

/// <summary>The figures of a rate law.</summary>
internal static class RateFigures
{
    private const int CurvePoints = 200;

    public static Figure Law(RateLaw law) => law.Table.Variables.Length == 1 ? Curve(law) : Parity(law);

    public static Figure Residuals(RateLaw law) =>
        Figure
            .Titled("Residuals")
            .WithXAxis($"predicted {Label(law.Table.Target)}")
            .WithYAxis(law.Noise == NoiseModel.Relative ? "relative residual" : $"residual {Label(law.Table.Target)}")
            .WithLine([law.Predictions.Min(), law.Predictions.Max()], [0, 0], color: "#888888", dashed: true)
            .WithMarkers(law.Predictions, law.Table.Target.Values.Zip(law.Predictions, (y, p) => Residual(law, y, p)));

    public static Figure Path(RateLaw law) =>
        Figure
            .Titled("Selection path")
            .WithXAxis("step")
            .WithYAxis("criterion above the best")
            .WithLine(law.Path.Select((_, i) => (double)i), law.Path.Select(s => s.Excess))
            .WithMarkers(law.Path.Select((_, i) => (double)i), law.Path.Select(s => s.Excess), name: "accepted");

    private static Figure Curve(RateLaw law)
    {
        var (x, y) = (law.Table.Variables[0], law.Table.Target);
        var (low, high) = (Math.Min(0, x.Values.Min()), x.Values.Max());
        if (
            law.Table.Variables[0].Values.Min() > 0
            && !law.Predict(
                    new double[,]
                    {
                        { low },
                    }
                )
                .All(double.IsFinite)
        )
            low = x.Values.Min();
        double[] grid = [.. Enumerable.Range(0, CurvePoints).Select(i => low + (high - low) * i / (CurvePoints - 1.0))];
        var conditions = new double[CurvePoints, 1];
        for (var i = 0; i < CurvePoints; i++)
            conditions[i, 0] = grid[i];
        var band = law.Band(conditions);
        return Figure
            .Titled(law.Equation())
            .WithXAxis(Label(x))
            .WithYAxis(Label(y))
            .WithBand(grid, band.Select(b => b.Lower), band.Select(b => b.Upper), "95 % band")
            .WithLine(grid, band.Select(b => b.Rate), "law")
            .WithMarkers(x.Values, y.Values, "measured");
    }

    private static Figure Parity(RateLaw law)
    {
        double[] ends = [law.Table.Target.Values.Min(), law.Table.Target.Values.Max()];
        return Figure
            .Titled(law.Equation())
            .WithXAxis($"measured {Label(law.Table.Target)}")
            .WithYAxis($"predicted {Label(law.Table.Target)}")
            .WithLine(ends, ends, color: "#888888", dashed: true)
            .WithMarkers(law.Table.Target.Values, law.Predictions);
    }

    private static double Residual(RateLaw law, double measured, double predicted) =>
        law.Noise == NoiseModel.Relative ? (measured - predicted) / predicted : measured - predicted;

    private static string Label(Tables.Column column) =>
        column.Unit.Length == 0 ? column.Name : $"{column.Name} / {column.Unit}";
}
