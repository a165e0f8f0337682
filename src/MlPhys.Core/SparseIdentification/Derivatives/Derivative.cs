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

    /// <summary>The Kalman smoother of a randomly accelerated signal, which is the cubic smoothing spline; its strength is
    /// the most likely one (Wahba 1978; Ansley and Kohn 1985).</summary>
    public static Derivative SmoothingSpline { get; } = new KalmanSmoother();

    /// <summary>The Savitzky-Golay window whose left-out samples are predicted best (leave-one-out cross-validation).</summary>
    public static Derivative Auto { get; } = new CrossValidated();

    /// <summary>The derivative at every time.</summary>
    /// <param name="times">Strictly rising times.</param>
    /// <param name="values">One value a time.</param>
    /// <exception cref="ArgumentException">Fewer than five samples, or lengths that differ.</exception>
    public double[] Of(double[] times, double[] values)
    {
        if (times.Length < 5 || times.Length != values.Length)
            throw new ArgumentException(
                $"{times.Length} times and {values.Length} values, expected as many of both and at least 5",
                nameof(values)
            );
        return Estimate(times, values);
    }

    private protected abstract double[] Estimate(double[] times, double[] values);
}
