using FsCheck;
using FsCheck.Fluent;
using MlPhys.Figures;

namespace MlPhys.Core.Tests.Figures;

/// <summary>Figures of every kind of trace with any numbers and texts in them.</summary>
internal static class RandomFigures
{
    private static readonly Gen<double> Numbers = Gen.OneOf(
        Gen.Choose(-1000, 1000).Select(i => i / 7.0),
        Gen.Elements(
            0,
            double.NaN,
            double.PositiveInfinity,
            double.NegativeInfinity,
            double.MaxValue,
            -1e300,
            1e-300,
            1e-320
        )
    );

    private static readonly Gen<string> Texts = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string?>().Select(s => s ?? ""),
        Gen.Elements(
            "<script>alert(1)</script>",
            "\" onload='x'",
            "]]>&\u0000\u001b\uFFFF\uD800",
            @"\alpha_{x^{2}",
            "x"
        )
    );

    private static readonly Gen<Func<Figure, Figure>> Layers =
        from n in Gen.Choose(0, 12)
        from x in Numbers.ArrayOf(n)
        from y in Numbers.ArrayOf(n)
        from e in Numbers.ArrayOf(n)
        from name in Texts
        from category in Texts.ArrayOf(n)
        from kind in Gen.Choose(0, 11)
        select Layer(kind, x, y, e, name, category);

    private static readonly Gen<Figure> Surfaces =
        from n in Gen.Choose(1, 12)
        from x in Numbers.ArrayOf(n)
        from y in Numbers.ArrayOf(n)
        from name in Texts
        select Figure.Titled(name).WithXAxis(name).WithSurface(Grid(n), Grid(2), Map(x, y), name);

    public static Arbitrary<Figure> All { get; } =
        (
            from title in Texts
            from label in Texts
            from logX in ArbMap.Default.GeneratorFor<bool>()
            from logY in ArbMap.Default.GeneratorFor<bool>()
            from layers in Layers.ListOf()
            from panels in Gen.Choose(1, 3)
            let one = layers
                .Take(6)
                .Aggregate(
                    Figure.Titled(title).WithXAxis(label, logX).WithYAxis(label, logY),
                    (figure, layer) => layer(figure)
                )
            from surface in Surfaces
            select panels == 1 ? one : Figure.Grid(title, 2, Enumerable.Repeat(one, panels - 1).Append(surface))
        ).ToArbitrary();

    private static Func<Figure, Figure> Layer(
        int kind,
        double[] x,
        double[] y,
        double[] e,
        string name,
        string[] category
    ) =>
        kind switch
        {
            0 => f => f.WithLine(x, y, name),
            1 => f => f.WithMarkers(x, y, name, e, e),
            2 => f => f.WithBand(x, y, e, name),
            3 => f => f.WithBars(category, y, name, e),
            4 => f => f.WithStackedBars().WithBars(category, y, name),
            5 => f => f.WithHistogram(x, name: name),
            6 => f => f.WithHeatMap(Grid(x.Length), Grid(2), Map(x, y), name, "RdBu"),
            7 => f => f.WithContour(Grid(x.Length), Grid(2), Map(x, y), name: name),
            8 => f => f.WithColoredMarkers(x, y, e, name, logColor: true),
            9 => f => f.WithAnnotation(x.FirstOrDefault(), y.FirstOrDefault(), name),
            10 => f => f.WithVerticalLine(x.FirstOrDefault(), name).WithSteps(x, y, name),
            _ => f => f.WithImage(Map(x, y)).WithLegend(LegendPlace.Outside),
        };

    private static double[] Grid(int n) => [.. Enumerable.Range(0, n).Select(i => i + 0.5)];

    private static double[,] Map(double[] x, double[] y)
    {
        var z = new double[2, x.Length];
        for (var i = 0; i < x.Length; i++)
            (z[0, i], z[1, i]) = (x[i], y[i]);
        return z;
    }
}
