using MlPhys.Figures;

namespace MlPhys.Core.Tests.Figures;

/// <summary>Four figures as they were looked at and found good.</summary>
public class ApprovedTests
{
    private static readonly double[] Substrate = [0.02, 0.06, 0.11, 0.22, 0.56, 1.10];

    public static TheoryData<string, Figure> Figures =>
        new()
        {
            { "saturation", Saturation() },
            { "spectrum", Spectrum() },
            { "surface", Surface() },
            { "vorticity", Figure.Grid("Two panels", 2, [Vorticity(), Atoms()]) },
        };

    [Theory]
    [MemberData(nameof(Figures))]
    public void Drawings_are_as_approved(string name, Figure figure)
    {
        Approved.Check(
            $"Figures/Approved/{name}.approved.svg",
            figure.ToSvg().Replace("><", ">\n<", StringComparison.Ordinal) + "\n"
        );
        Approved.Check($"Figures/Approved/{name}.approved.txt", figure + "\n");
    }

    private static Figure Saturation() =>
        Figure
            .Titled("Rate against concentration")
            .WithXAxis("Substrate (ppm)")
            .WithYAxis("Rate v (min^{-2})")
            .WithLine(Substrate, Substrate.Select(s => Math.Round(212.7 * s / (0.0641 + s), 3)), "V_m s/(K + s)")
            .WithMarkers(Substrate, [47, 107, 131, 152, 191, 200], "treated", [8, 8, 8, 8, 8, 8]);

    private static Figure Spectrum() =>
        Figure
            .Titled(@"E(k) \propto k^{-5/3}")
            .WithXAxis(@"k\eta", log: true)
            .WithYAxis("E", log: true)
            .WithSteps([0.01, 0.1, 1, 10], [1000, 20, 0.5, 1e-4], "measured")
            .WithHorizontalLine(1, "noise")
            .WithAnnotation(0.1, 20, @"Re_\lambda = 70");

    private static Figure Surface()
    {
        double[] side = [-1, -0.5, 0, 0.5, 1];
        var saddle = new double[5, 5];
        for (var i = 0; i < 5; i++)
        for (var j = 0; j < 5; j++)
            saddle[i, j] = side[j] * side[j] - side[i] * side[i];
        return Figure.Titled("Saddle").WithXAxis("a").WithYAxis("b").WithSurface(side, side, saddle, "loss");
    }

    private static Figure Vorticity() =>
        Figure
            .Titled("Map")
            .WithHeatMap(
                [0, 1, 2],
                [0, 1],
                new double[,]
                {
                    { -1, 0, 1 },
                    { 2, double.NaN, 1 },
                },
                @"\omega_z",
                "RdBu"
            )
            .WithEqualAspect();

    private static Figure Atoms() =>
        Figure
            .Titled("Atoms")
            .WithYAxis("bits")
            .WithBars(["red", "unq", "syn"], [0.3, 0.1, 0.6], "BROJA", [0.02, 0.01, 0.04]);
}
