using System.Globalization;

namespace MlPhys.Turbulence.Gradients;

/// <summary>Velocity gradients A_ij = ∂u_i/∂x_j along trajectories, or at points of snapshots, with the scales of their flow.</summary>
/// <remarks>
/// Immutable. Axes: trajectory, time, component (A11, A12, ..., A33). Where <see cref="IsLagrangian"/> is false, row p of each time is just one of the points
/// of that snapshot. The time axis is even and orders the data, so that <see cref="Split"/> holds out whole blocks of time.
/// </remarks>
public sealed record VelocityGradients
{
    private VelocityGradients(double[] values, double[] times, FlowScales scales) =>
        (Values, Times, Scales) = (values, times, scales);

    /// <summary>The tensors in units of the inverse time unit, nine numbers for each trajectory and time, time running faster.</summary>
    public double[] Values { get; private init; }

    /// <summary>Times of the samples, in the unit of time.</summary>
    public double[] Times { get; private init; }

    /// <summary>Viscosity, Kolmogorov time, Reynolds number, units.</summary>
    public FlowScales Scales { get; private init; }

    /// <summary>Whether a trajectory follows one fluid particle.</summary>
    public bool IsLagrangian { get; private init; }

    /// <summary>Pressure Hessian ∂²p/∂x_i∂x_j over density, laid out as <see cref="Values"/>, in inverse time unit squared; empty: not known.</summary>
    public double[] PressureHessian { get; private init; } = [];

    /// <summary>Viscous term ν∇²A, laid out as <see cref="Values"/>, in inverse time unit squared; empty: not known.</summary>
    public double[] ViscousTerm { get; private init; } = [];

    /// <summary>Number of trajectories, or of points in each snapshot.</summary>
    public int Trajectories => Values.Length / 9 / Times.Length;

    /// <summary>Number of tensors: trajectories x times.</summary>
    public int Count => Values.Length / 9;

    /// <summary>Time between samples; 0 where there is one time only.</summary>
    public double Interval => Times.Length > 1 ? (Times[^1] - Times[0]) / (Times.Length - 1) : 0;

    /// <summary>A set of gradients.</summary>
    /// <param name="values">Nine numbers A11, A12, ..., A33 for each trajectory and time, time running faster than trajectory.</param>
    /// <param name="times">Even, rising times of the samples; one time for a single snapshot.</param>
    /// <param name="scales">Scales of the flow.</param>
    /// <param name="isLagrangian">Whether a trajectory follows one fluid particle.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, a number is not finite, times are uneven, or the scales cannot be.</exception>
    public static VelocityGradients Of(double[] values, double[] times, FlowScales scales, bool isLagrangian = false)
    {
        RequireEven(times);
        if (values.Length == 0 || values.Length % (9L * times.Length) != 0)
            throw new ArgumentException(
                $"values has {values.Length} numbers, expected a multiple of 9 x {times.Length} (components x times)",
                nameof(values)
            );
        RequireFinite(values, times.Length, nameof(values));
        return new VelocityGradients(values, times, scales.Checked()) { IsLagrangian = isLagrangian };
    }

    /// <summary>A single snapshot: independent tensors, with τ_η = ⟨A:A⟩^(-1/2) of themselves.</summary>
    /// <param name="tensors">One row a tensor, nine columns A11, A12, ..., A33.</param>
    /// <param name="viscosity">Kinematic viscosity; NaN: not known.</param>
    /// <exception cref="ArgumentException">There are not nine columns, or a number is not finite.</exception>
    public static VelocityGradients Of(double[,] tensors, double viscosity = double.NaN)
    {
        if (tensors.GetLength(1) != 9)
            throw new ArgumentException($"tensors has {tensors.GetLength(1)} columns, expected 9", nameof(tensors));
        double[] values = [.. tensors.Cast<double>()];
        RequireFinite(values, 1, nameof(tensors));
        return Of(values, [0], new FlowScales(viscosity, KolmogorovTimeOf(values)));
    }

    /// <summary>The set with the two terms of dA/dt = -A² - H + ν∇²A that A does not determine.</summary>
    /// <param name="pressureHessian">H, as many numbers as the gradients.</param>
    /// <param name="viscousTerm">ν∇²A, as many numbers as the gradients.</param>
    /// <exception cref="ArgumentException">Another length, or a number that is not finite.</exception>
    public VelocityGradients WithTerms(double[] pressureHessian, double[] viscousTerm)
    {
        foreach (
            var (term, name) in new[] { (pressureHessian, nameof(pressureHessian)), (viscousTerm, nameof(viscousTerm)) }
        )
        {
            if (term.Length != Values.Length)
                throw new ArgumentException($"{name} has {term.Length} numbers, expected {Values.Length}", name);
            RequireFinite(term, Times.Length, name);
        }
        return this with { PressureHessian = pressureHessian, ViscousTerm = viscousTerm };
    }

    /// <summary>The coordinates of <see cref="TraceFree"/> in units of the Kolmogorov time: one row of eight for each trajectory and time.</summary>
    public double[,] Coordinates() => TraceFree.Coordinates(Values, Scales.KolmogorovTime);

    /// <summary>Whether <see cref="Rates"/> are known: the set has the terms of dA/dt, or three times along trajectories.</summary>
    public bool HasRates => PressureHessian.Length > 0 || (IsLagrangian && Times.Length >= 3);

    /// <summary>
    /// dA/dt as coordinates in units of the Kolmogorov time (τ_η²), one row of eight a tensor: -(A² - tr(A²) I/3) - H' + ν∇²A' from the stored terms where there are
    /// such, else differences of second order in time along the trajectories.
    /// </summary>
    /// <exception cref="InvalidOperationException">The set has neither terms nor trajectories of at least three times.</exception>
    public double[,] Rates()
    {
        if (!HasRates)
            throw new InvalidOperationException(
                "the set has no pressure Hessian and viscous term (see WithTerms) and no trajectories of at least three times"
            );
        var rates = PressureHessian.Length > 0 ? RatesOfTerms() : TimeDifferences.Of(this);
        return TraceFree.Coordinates(rates, Scales.KolmogorovTime * Scales.KolmogorovTime);
    }

    private double[] RatesOfTerms()
    {
        var rates = new double[Values.Length];
        for (var n = 0; n < Count; n++)
        {
            var a = Values.AsSpan(9 * n, 9);
            for (var i = 0; i < 3; i++)
            for (var j = 0; j < 3; j++)
                rates[9 * n + 3 * i + j] =
                    -(a[3 * i] * a[j] + a[3 * i + 1] * a[3 + j] + a[3 * i + 2] * a[6 + j])
                    - PressureHessian[9 * n + 3 * i + j]
                    + ViscousTerm[9 * n + 3 * i + j];
        }
        return rates;
    }

    /// <summary>The set divided in time: the first times to train on, the last ones held out.</summary>
    /// <param name="heldOut">Share of the times held out, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The share leaves one part empty.</exception>
    public (VelocityGradients Training, VelocityGradients HeldOut) Split(double heldOut = 0.2)
    {
        var cut = (int)Math.Round(Times.Length * (1 - heldOut));
        if (cut < 1 || cut >= Times.Length)
            throw new ArgumentOutOfRangeException(
                nameof(heldOut),
                heldOut,
                $"of {Times.Length} times, {cut} would be left to train on"
            );
        return (Between(0, cut), Between(cut, Times.Length));
    }

    /// <summary>The samples of some of the times.</summary>
    /// <param name="first">Index of the first time.</param>
    /// <param name="end">Index behind the last time.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or outside.</exception>
    public VelocityGradients Between(int first, int end)
    {
        if (first < 0 || end > Times.Length || first >= end)
            throw new ArgumentOutOfRangeException(nameof(first), $"times {first} to {end} of {Times.Length}");
        double[] Part(double[] all)
        {
            if (all.Length == 0)
                return [];
            var length = 9 * (end - first);
            var part = new double[Trajectories * length];
            for (var p = 0; p < Trajectories; p++)
                all.AsSpan(9 * (p * Times.Length + first), length).CopyTo(part.AsSpan(p * length));
            return part;
        }
        return this with
        {
            Values = Part(Values),
            Times = Times[first..end],
            PressureHessian = Part(PressureHessian),
            ViscousTerm = Part(ViscousTerm),
        };
    }

    /// <summary>Reads a file that <see cref="Save"/> wrote.</summary>
    /// <param name="path">An NPZ file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or holds something else; says what was found and expected.</exception>
    public static VelocityGradients Load(string path) => GradientFile.Read(path);

    /// <summary>Writes an NPZ file: "A" of shape (trajectories, times, 9), "times", "header" (JSON as bytes), and the terms where there are any.</summary>
    /// <param name="path">File to write or replace; it appears whole or not at all.</param>
    /// <param name="singlePrecision">Whether to store the tensors as float32.</param>
    public void Save(string path, bool singlePrecision = false) => GradientFile.Write(path, this, singlePrecision);

    /// <summary>Shape and scales in one line.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Trajectories} {(IsLagrangian ? "trajectories" : "points")} x {Times.Length} times, tau_eta {Scales.KolmogorovTime:G4}, Re_lambda {Scales.ReynoldsLambda:G4}"
        );

    internal static double KolmogorovTimeOf(double[] values)
    {
        var sum = 0.0;
        foreach (var a in values)
            sum += a * a;
        return sum == 0
            ? throw new ArgumentException("all gradients are zero: there is no Kolmogorov time", nameof(values))
            : Math.Sqrt(values.Length / 9.0 / sum);
    }

    private static void RequireEven(double[] times)
    {
        if (times.Length == 0)
            throw new ArgumentException("times is empty, expected one time at least", nameof(times));
        var step = times.Length > 1 ? (times[^1] - times[0]) / (times.Length - 1) : 1;
        for (var i = 0; i < times.Length; i++)
            if (!(Math.Abs(times[i] - times[0] - i * step) <= 1e-3 * step))
                throw new ArgumentException(
                    $"time {i} is {times[i]}, expected {times[0] + i * step}: samples must be even and rising",
                    nameof(times)
                );
    }

    private static void RequireFinite(double[] values, int times, string argument)
    {
        var at = Array.FindIndex(values, v => !double.IsFinite(v));
        if (at < 0)
            return;
        var bad = values.Count(v => !double.IsFinite(v));
        throw new ArgumentException(
            $"{argument} has {bad} numbers that are not finite, the first is component A{at % 9 / 3 + 1}{at % 3 + 1} of trajectory {at / 9 / times}, time {at / 9 % times}",
            argument
        );
    }
}
