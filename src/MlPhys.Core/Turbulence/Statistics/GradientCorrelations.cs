using MlPhys.Display;
using MlPhys.Figures;
using MlPhys.Numerics.Random;
using MlPhys.Turbulence.Gradients;

namespace MlPhys.Turbulence.Statistics;

/// <summary>One lag of the correlations of strain and rotation along trajectories.</summary>
/// <param name="Lag">Lag in Kolmogorov times.</param>
/// <param name="Strain">ρ_S = ⟨S(t):S(t+τ)⟩/⟨S:S⟩.</param>
/// <param name="StrainError">Standard error.</param>
/// <param name="Rotation">ρ_W = ⟨W(t):W(t+τ)⟩/⟨W:W⟩.</param>
/// <param name="RotationError">Standard error.</param>
public sealed record CorrelationRow(
    [property: Unit("tau_eta")] double Lag,
    double Strain,
    double StrainError,
    double Rotation,
    double RotationError
);

/// <summary>Lagrangian autocorrelations of strain and rotation, with errors by the bootstrap over blocks.</summary>
/// <remarks>Girimaji and Pope, J. Fluid Mech. 220, 427 (1990).</remarks>
public sealed record GradientCorrelations
{
    private GradientCorrelations(CorrelationRow[] rows) => Rows = rows;

    /// <summary>The correlations, from lag 0 on.</summary>
    public CorrelationRow[] Rows { get; }

    /// <summary>Integral time of the strain in Kolmogorov times, to the first zero of the correlation or the largest lag.</summary>
    public StatisticRow StrainTime { get; private init; } = new("", 0, 0, 0, "");

    /// <summary>Integral time of the rotation in Kolmogorov times, to the first zero of the correlation or the largest lag.</summary>
    public StatisticRow RotationTime { get; private init; } = new("", 0, 0, 0, "");

    /// <summary>Measures trajectories.</summary>
    /// <param name="data">Gradients along trajectories.</param>
    /// <param name="longestLag">Largest lag in Kolmogorov times; cut to half of the trajectories.</param>
    /// <param name="blocks">Blocks for the errors.</param>
    /// <param name="resamples">Resamples of the bootstrap.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <exception cref="ArgumentException">The set is no set of trajectories, or too short.</exception>
    public static GradientCorrelations Of(
        VelocityGradients data,
        double longestLag = 40,
        int blocks = 20,
        int resamples = 400,
        long seed = 1
    )
    {
        if (!data.IsLagrangian || data.Times.Length < 4)
            throw new ArgumentException(
                $"the data are {data}; correlations in time need trajectories of 4 times at least",
                nameof(data)
            );
        var step = data.Interval / data.Scales.KolmogorovTime;
        var lags = Math.Min((int)Math.Round(longestLag / step), data.Times.Length / 2) + 1;
        var sums = LaggedSums.Of(data, lags, blocks);
        var resampled = sums.Resampled(new RandomStream(seed), resamples);
        var total = sums.Total;
        double Rho(double[] s, int part, int lag) => s[3 * lag + part] / s[3 * lag + 2] / (s[part] / s[2]);
        double Error(int part, int lag) => BlockSums.Error(resampled, s => Rho(s, part, lag));
        StatisticRow Time(int part, string name)
        {
            double Of(double[] s) => Integral([.. Enumerable.Range(0, lags).Select(lag => Rho(s, part, lag))], step);
            return new StatisticRow(
                name,
                Of(total),
                BlockSums.Error(resampled, Of),
                double.NaN,
                "integral of the correlation over the lag, in Kolmogorov times"
            );
        }
        return new GradientCorrelations([
            .. Enumerable
                .Range(0, lags)
                .Select(lag => new CorrelationRow(
                    lag * step,
                    Rho(total, 0, lag),
                    Error(0, lag),
                    Rho(total, 1, lag),
                    Error(1, lag)
                )),
        ])
        {
            StrainTime = Time(0, "tau_S"),
            RotationTime = Time(1, "tau_W"),
        };
    }

    /// <summary>The correlations at a lag, linear between the rows.</summary>
    /// <param name="lag">Lag in Kolmogorov times.</param>
    /// <exception cref="ArgumentOutOfRangeException">Beyond the largest lag.</exception>
    public CorrelationRow At(double lag)
    {
        if (!(lag >= 0 && lag <= Rows[^1].Lag))
            throw new ArgumentOutOfRangeException(nameof(lag), lag, $"lags reach from 0 to {Rows[^1].Lag}");
        var above = Math.Max(1, Array.FindIndex(Rows, r => r.Lag >= lag));
        var (a, b) = (Rows[above - 1], Rows[above]);
        var part = (lag - a.Lag) / (b.Lag - a.Lag);
        double Mixed(double x, double y) => x + part * (y - x);
        return new CorrelationRow(
            lag,
            Mixed(a.Strain, b.Strain),
            Mixed(a.StrainError, b.StrainError),
            Mixed(a.Rotation, b.Rotation),
            Mixed(a.RotationError, b.RotationError)
        );
    }

    /// <summary>Both correlations with their errors.</summary>
    public Figure Figure()
    {
        double[] lags = [.. Rows.Select(r => r.Lag)];
        return Figures
            .Figure.Titled("Correlations along trajectories")
            .WithXAxis("lag / \\tau_\\eta")
            .WithYAxis("\\rho")
            .WithBand(
                lags,
                Rows.Select(r => r.Strain - r.StrainError),
                Rows.Select(r => r.Strain + r.StrainError),
                color: Palette.Colors[0]
            )
            .WithLine(lags, Rows.Select(r => r.Strain), "strain", Palette.Colors[0])
            .WithBand(
                lags,
                Rows.Select(r => r.Rotation - r.RotationError),
                Rows.Select(r => r.Rotation + r.RotationError),
                color: Palette.Colors[1]
            )
            .WithLine(lags, Rows.Select(r => r.Rotation), "rotation", Palette.Colors[1])
            .WithHorizontalLine(0, color: "#888888");
    }

    /// <summary>Trapezoids up to the first zero.</summary>
    private static double Integral(double[] rho, double step)
    {
        var end = Array.FindIndex(rho, r => r <= 0);
        var sum = 0.0;
        for (var lag = 1; lag < (end < 0 ? rho.Length : end); lag++)
            sum += 0.5 * step * (rho[lag - 1] + rho[lag]);
        return sum;
    }
}
