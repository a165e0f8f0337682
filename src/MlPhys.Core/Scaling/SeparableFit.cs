using MlPhys.Numerics.Optimisation;

namespace MlPhys.Scaling;

/// <summary>Variable projection: positive losses as sums of non-negative multiples of columns f_j(x; theta), least relative squares.</summary>
/// <remarks>The coefficients are solved for at every theta, so that the search runs over theta alone; at the inner optimum the
/// gradient of the reduced objective is the partial one (Golub and Pereyra 1973).</remarks>
/// <param name="Losses">Measured values, positive.</param>
/// <param name="Columns">Fills f[j] and df[j, k] = d f_j / d theta_k of a point.</param>
/// <param name="Count">Number of columns, at most four.</param>
internal sealed record SeparableFit(double[] Losses, SeparableFit.Evaluate Columns, int Count)
{
    public delegate void Evaluate(double[] theta, int point, double[] f, double[,] df);

    public sealed record Optimum(double[] Theta, double[] Coefficients, double Objective);

    /// <summary>Ranks the starts and polishes the best of them.</summary>
    public Optimum Solve(IEnumerable<double[]> starts, int polished)
    {
        var minimum = starts
            .OrderBy(start => Reduced(start, new double[start.Length]))
            .Take(polished)
            .Select(start => new Bfgs(GradientTolerance: 1e-15).Minimise(Reduced, start))
            .MinBy(found => found.Value)!;
        return new Optimum(minimum.X, Coefficients(minimum.X), 2 * minimum.Value);
    }

    private double[] Coefficients(double[] theta)
    {
        var columns = new double[Losses.Length, Count];
        var (f, df) = (new double[Count], new double[Count, theta.Length]);
        for (var i = 0; i < Losses.Length; i++)
        {
            Columns(theta, i, f, df);
            for (var j = 0; j < Count; j++)
                columns[i, j] = f[j] / Losses[i];
        }
        return NonNegativeLeastSquares.Solve(columns, [.. Losses.Select(_ => 1.0)]);
    }

    private double Reduced(double[] theta, double[] gradient)
    {
        var coefficients = Coefficients(theta);
        var (f, df) = (new double[Count], new double[Count, theta.Length]);
        var value = 0.0;
        Array.Clear(gradient);
        for (var i = 0; i < Losses.Length; i++)
        {
            Columns(theta, i, f, df);
            var residual = -1.0;
            for (var j = 0; j < Count; j++)
                residual += coefficients[j] * f[j] / Losses[i];
            value += residual * residual / 2;
            for (var k = 0; k < theta.Length; k++)
            for (var j = 0; j < Count; j++)
                gradient[k] += residual * coefficients[j] * df[j, k] / Losses[i];
        }
        return value;
    }
}
