namespace MlPhys.SparseIdentification.Derivatives;

internal sealed record MovingPolynomial(int HalfWidth, int Order) : Derivative
{
    private protected override SmoothedSignal Smooth(double[] times, double[] values)
    {
        var halfWidth = Math.Min(HalfWidth, (times.Length - 1) / 2);
        var window = new LocalPolynomial(times, halfWidth, Order);
        var slopes = window.Apply(values, 1).Values;
        if (Order >= 2 * halfWidth)
            return new SmoothedSignal($"finite differences of order {Order}", values, slopes);
        var (smooth, leverage) = window.Apply(values);
        var squares = values.Zip(smooth, (x, s) => (x - s) * (x - s)).Average();
        return new SmoothedSignal(
            $"Savitzky-Golay, half-width {halfWidth}, order {Order}",
            smooth,
            slopes,
            Math.Sqrt(squares) / (1 - leverage)
        );
    }
}
