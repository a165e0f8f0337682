namespace MlPhys.SparseIdentification.Derivatives;

/// <summary>An estimator of time derivatives from samples, at even or uneven times.</summary>
public abstract record Derivative
{
    private protected Derivative() { }

    /// <summary>Finite differences, exact for polynomials up to the order; one-sided at the ends.</summary>
    /// <param name="order">Even order of accuracy, at least 2.</param>
    public static Derivative FiniteDifference(int order = 2)
    {
        if (order < 2 || order % 2 != 0)
            throw new ArgumentOutOfRangeException(nameof(order), order, "expected an even order of at least 2");
        return order == 2 ? new ThreePoint() : new MovingPolynomial(order / 2, order);
    }

    /// <summary>Least-squares polynomials in a moving window (Savitzky and Golay 1964).</summary>
    /// <param name="halfWidth">Samples on either side.</param>
    /// <param name="order">Order of the polynomial, less than the samples of the window.</param>
    public static Derivative SavitzkyGolay(int halfWidth, int order = 3) =>
        order > 0 && order <= 2 * halfWidth
            ? new MovingPolynomial(halfWidth, order)
            : throw new ArgumentOutOfRangeException(
                nameof(order),
                order,
                $"expected an order from 1 to {2 * halfWidth} for a half-width of {halfWidth}"
            );

    /// <summary>The cubic smoothing spline whose strength predicts left-out samples best (Craven and Wahba 1979), in time linear in
    /// the samples.</summary>
    public static Derivative SmoothingSpline { get; } = new KalmanSmoother(IsCrossValidated: true);

    /// <summary>The Kalman smoother of a randomly accelerated signal in white noise; its strength is the most likely one (Rauch, Tung
    /// and Striebel 1965; Ansley and Kohn 1985), in time linear in the samples.</summary>
    public static Derivative Kalman { get; } = new KalmanSmoother(IsCrossValidated: false);

    /// <summary>The derivative of least total variation (Rudin, Osher and Fatemi 1992; Chartrand 2011): piecewise constant, for signals
    /// whose derivative jumps.</summary>
    /// <param name="strength">Weight of the total variation of the derivative against half the sum of squared residuals; null: such
    /// that the residuals have the size of the noise.</param>
    public static Derivative TotalVariation(double? strength = null) =>
        strength is not <= 0
            ? new TotalVariation(strength)
            : throw new ArgumentOutOfRangeException(nameof(strength), strength, "expected a positive strength");

    /// <summary>Differentiation in Fourier space at even times, the signal continued evenly past its ends.</summary>
    /// <param name="modes">Number of modes kept; null: chosen by generalised cross-validation.</param>
    public static Derivative Spectral(int? modes = null) =>
        modes is not < 2
            ? new Spectral(modes)
            : throw new ArgumentOutOfRangeException(nameof(modes), modes, "expected at least 2 modes");

    /// <summary>The estimator of those here that predicts left-out samples best; <see cref="SmoothedSignal.Method"/> names it.</summary>
    public static Derivative Auto { get; } = new CrossValidated();

    /// <summary>The derivative at every time.</summary>
    /// <param name="times">Strictly rising times.</param>
    /// <param name="values">One value a time.</param>
    /// <exception cref="ArgumentException">Fewer than five samples, lengths that differ, or times that the estimator cannot take.</exception>
    public double[] Of(double[] times, double[] values) => Estimate(times, values).Slopes;

    /// <summary>The smoothed signal and the derivative at every time, and what made them.</summary>
    /// <param name="times">Strictly rising times.</param>
    /// <param name="values">One value a time.</param>
    /// <exception cref="ArgumentException">Fewer than five samples, lengths that differ, or times that the estimator cannot take.</exception>
    public SmoothedSignal Estimate(double[] times, double[] values)
    {
        if (times.Length < 5 || times.Length != values.Length)
            throw new ArgumentException(
                $"{times.Length} times and {values.Length} values, expected as many of both and at least 5",
                nameof(values)
            );
        return Smooth(times, values);
    }

    private protected abstract SmoothedSignal Smooth(double[] times, double[] values);
}
