namespace MlPhys.Turbulence.Statistics;

/// <summary>The sums that statistics are made of, and the statistics.</summary>
internal static class StatisticList
{
    private enum S
    {
        Count,
        Square,
        TraceSquare,
        TraceCube,
        Trace,
        StrainSquare,
        StrainCube,
        StrainFourth,
        RotationSquare,
        RotationFourth,
        Stretching,
        Longitudinal2,
        Longitudinal4,
        Longitudinal6,
        Transverse2,
        Transverse4,
        Transverse6,
        Axis2,
        Axis3,
        Axis4,
        Eigenvalue1,
        Eigenvalue2,
        Eigenvalue3,
        Shape,
        Intermediate,
        IsPositive,
        Cosine1,
        Cosine2,
        Cosine3,
        Last,
    }

    private sealed record Entry(string Name, double Gaussian, Func<double[], double> Of, string Definition);

    public static int Sums => (int)S.Last;

    private static Entry[] All { get; } =
    [
        new(
            "S_L",
            0,
            m => 8.0 / 105 * M(m, S.StrainCube) / Math.Pow(M(m, S.Longitudinal2), 1.5),
            "skewness of longitudinal gradients, over all directions"
        ),
        new(
            "F_L",
            3,
            m => M(m, S.Longitudinal4) / Square(M(m, S.Longitudinal2)),
            "flatness of longitudinal gradients, over all directions"
        ),
        new(
            "H_L",
            15,
            m => M(m, S.Longitudinal6) / Math.Pow(M(m, S.Longitudinal2), 3),
            "sixth moment of longitudinal gradients over the cube of the second"
        ),
        new(
            "F_T",
            3,
            m => M(m, S.Transverse4) / Square(M(m, S.Transverse2)),
            "flatness of transverse gradients, over all directions"
        ),
        new(
            "H_T",
            15,
            m => M(m, S.Transverse6) / Math.Pow(M(m, S.Transverse2), 3),
            "sixth moment of transverse gradients over the cube of the second"
        ),
        new("S_axis", 0, m => M(m, S.Axis3) / Math.Pow(M(m, S.Axis2), 1.5), "skewness of A11, A22, A33 together"),
        new("F_axis", 3, m => M(m, S.Axis4) / Square(M(m, S.Axis2)), "flatness of A11, A22, A33 together"),
        new("TrA2", 0, m => M(m, S.TraceSquare) / M(m, S.Square), "<Tr A²>/<A:A>, 0 by homogeneity"),
        new("TrA3", 0, m => M(m, S.TraceCube) / Math.Pow(M(m, S.Square), 1.5), "<Tr A³>/<A:A>^1.5, 0 by homogeneity"),
        new(
            "Betchov",
            double.NaN,
            m => -M(m, S.StrainCube) / (0.75 * M(m, S.Stretching)),
            "-<Tr S³>/(3<Tr SW²>), 1 by homogeneity"
        ),
        new("strain share", 0.5, m => M(m, S.StrainSquare) / M(m, S.Square), "<Tr S²>/<A:A>, 1/2 by homogeneity"),
        new(
            "trace",
            0,
            m => Math.Sqrt(M(m, S.Trace) / M(m, S.Square)),
            "rms trace over <A:A>^(1/2), 0 by incompressibility"
        ),
        new(
            "dissipation flatness",
            7.0 / 5,
            m => M(m, S.StrainFourth) / Square(M(m, S.StrainSquare)),
            "<(Tr S²)²>/<Tr S²>²"
        ),
        new(
            "enstrophy flatness",
            5.0 / 3,
            m => M(m, S.RotationFourth) / Square(M(m, S.RotationSquare)),
            "<|ω|⁴>/<|ω|²>²"
        ),
        new(
            "enstrophy production",
            0,
            m => M(m, S.Stretching) / (2 * M(m, S.RotationSquare) * Math.Sqrt(M(m, S.Square))),
            "<ω·S·ω>/<ω²> in units of the Kolmogorov time"
        ),
        new("s*", 0, m => M(m, S.Shape), "mean of -√6 Tr S³/(Tr S²)^1.5"),
        new("beta", 0, m => M(m, S.Intermediate), "mean of √6 λ_2/(Tr S²)^(1/2)"),
        new(
            "P(lambda2 > 0)",
            0.5,
            m => M(m, S.IsPositive),
            "probability of a positive middle eigenvalue of the strain"
        ),
        new(
            "lambda1/lambda2",
            double.NaN,
            m => M(m, S.Eigenvalue1) / M(m, S.Eigenvalue2),
            "ratio of the mean eigenvalues"
        ),
        new(
            "lambda3/lambda2",
            double.NaN,
            m => M(m, S.Eigenvalue3) / M(m, S.Eigenvalue2),
            "ratio of the mean eigenvalues"
        ),
        new("cos2(w, e1)", 1.0 / 3, m => M(m, S.Cosine1), "vorticity and most extending axis"),
        new("cos2(w, e2)", 1.0 / 3, m => M(m, S.Cosine2), "vorticity and middle axis"),
        new("cos2(w, e3)", 1.0 / 3, m => M(m, S.Cosine3), "vorticity and most compressing axis"),
    ];

    public static void Add(in GradientMeasures g, ReadOnlySpan<double> a, Span<double> sums)
    {
        sums[(int)S.Count]++;
        sums[(int)S.Square] += g.Square;
        sums[(int)S.TraceSquare] += g.TraceSquare;
        sums[(int)S.TraceCube] += g.TraceCube;
        sums[(int)S.Trace] += g.Trace * g.Trace;
        sums[(int)S.StrainSquare] += g.StrainSquare;
        sums[(int)S.StrainCube] += g.StrainCube;
        sums[(int)S.StrainFourth] += g.StrainSquare * g.StrainSquare;
        sums[(int)S.RotationSquare] += g.RotationSquare;
        sums[(int)S.RotationFourth] += g.RotationSquare * g.RotationSquare;
        sums[(int)S.Stretching] += g.Stretching;
        sums[(int)S.Shape] += g.Shape;
        sums[(int)S.Intermediate] += g.Intermediate;
        sums[(int)S.IsPositive] += g.Eigenvalues[1] > 0 ? 1 : 0;
        for (var i = 0; i < 3; i++)
        {
            sums[(int)S.Longitudinal2 + i] += g.Longitudinal[i];
            sums[(int)S.Transverse2 + i] += g.Transverse[i];
            sums[(int)S.Eigenvalue1 + i] += g.Eigenvalues[i];
            sums[(int)S.Cosine1 + i] += double.IsNaN(g.Cosines[i]) ? 1.0 / 3 : g.Cosines[i];
            var square = a[4 * i] * a[4 * i];
            sums[(int)S.Axis2] += square / 3;
            sums[(int)S.Axis3] += square * a[4 * i] / 3;
            sums[(int)S.Axis4] += square * square / 3;
        }
    }

    public static StatisticRow[] Rows(double[] total, double[][] resampled) =>
        [
            .. All.Select(e => new StatisticRow(
                e.Name,
                e.Of(total),
                BlockSums.Error(resampled, e.Of),
                e.Gaussian,
                e.Definition
            )),
        ];

    private static double M(double[] sums, S quantity) => sums[(int)quantity] / sums[(int)S.Count];

    private static double Square(double x) => x * x;
}
