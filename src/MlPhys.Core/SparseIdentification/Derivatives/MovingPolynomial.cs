namespace MlPhys.SparseIdentification.Derivatives;

internal sealed record MovingPolynomial(int HalfWidth, int Order) : Derivative
{
    private protected override double[] Estimate(double[] times, double[] values) =>
        new LocalPolynomial(times, Math.Min(HalfWidth, (times.Length - 1) / 2), Order).Apply(values, 1).Values;
}
