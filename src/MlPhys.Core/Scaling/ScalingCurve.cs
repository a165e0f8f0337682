using System.Collections.Immutable;

namespace MlPhys.Scaling;

/// <summary>Checked points (x, y) of one quantity against one size, both positive.</summary>
public sealed record ScalingCurve
{
    private ScalingCurve(ImmutableArray<double> x, ImmutableArray<double> y) => (X, Y) = (x, y);

    /// <summary>Sizes: width, data or compute.</summary>
    public ImmutableArray<double> X { get; }

    /// <summary>Measured quantity.</summary>
    public ImmutableArray<double> Y { get; }

    /// <summary>Checks the points and sorts them by x.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or a value is not positive and finite.</exception>
    public static ScalingCurve Of(IEnumerable<double> x, IEnumerable<double> y)
    {
        double[] xs = [.. x];
        double[] ys = [.. y];
        if (xs.Length != ys.Length)
            throw new ArgumentException($"y has {ys.Length} values; x has {xs.Length}", nameof(y));
        RequirePositive(xs, nameof(x));
        RequirePositive(ys, nameof(y));
        Array.Sort(xs, ys);
        return new ScalingCurve([.. xs], [.. ys]);
    }

    /// <summary>Fits y = c / x^a, with a floor where asked, by least relative squares.</summary>
    public PowerLaw FitPowerLaw(bool withFloor = false) => PowerLaw.Fit(this, withFloor);

    /// <summary>Fits a power law with one smooth break.</summary>
    public BrokenPowerLaw FitBrokenPowerLaw() => BrokenPowerLaw.Fit(this);

    /// <summary>Fits R0 / (1 + x / w)^p, the fall of the kernel's change with width.</summary>
    public TransitionLaw FitTransition() => TransitionLaw.Fit(this);

    /// <summary>The exponent in every window of at least <paramref name="least"/> neighbouring points.</summary>
    /// <remarks>Exponents that depend on the window are no exponents: look here before quoting one.</remarks>
    public IReadOnlyList<PowerLawWindow> ScanWindows(int least = 3, bool withFloor = false) =>
        [
            .. from first in Enumerable.Range(0, Math.Max(0, X.Length - least + 1))
            from last in Enumerable.Range(first + least - 1, X.Length - first - least + 1)
            let law = PowerLaw.Fit(new ScalingCurve(X[first..(last + 1)], Y[first..(last + 1)]), withFloor)
            select new PowerLawWindow(X[first], X[last], law.Exponent, law.RmsLogResidual),
        ];

    internal void RequireAtLeast(int count, string law)
    {
        if (X.Distinct().Count() is var found && found < count)
            throw new ArgumentException(
                $"the curve has {found} different x values; {law} needs at least {count}",
                nameof(count)
            );
    }

    internal double RmsLogResidual(Func<double, double> law) =>
        Math.Sqrt(X.Zip(Y, (x, y) => Math.Pow(Math.Log(law(x) / y), 2)).Average());

    private static void RequirePositive(double[] values, string name)
    {
        if (Array.FindIndex(values, v => !(v > 0 && double.IsFinite(v))) is var at and >= 0)
            throw new ArgumentException(
                $"{name} holds {values[at]} at position {at}; positive finite numbers are needed",
                name
            );
    }
}
