using MlPhys.SparseIdentification.Laws;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Likelihood;

/// <summary>What the search knows beside the law it chose: the data's windows, the fit, and the fits of rivals.</summary>
/// <param name="Trajectories">The measurements.</param>
/// <param name="Windows">The windows of the last round.</param>
/// <param name="Fit">The fit of the law.</param>
/// <param name="Rivals">Other structures with their excess of the criterion over the law's.</param>
internal sealed record Evidence(
    IReadOnlyList<Trajectory> Trajectories,
    LikelihoodSelection Windows,
    LikelihoodFit Fit,
    (Structure Law, double Excess)[] Rivals
)
{
    private const double Reach = 4;
    private const int Points = 21;

    /// <summary>The covariance of the law's numbers.</summary>
    public double[][] Covariance { get; } = Windows.Covariance(Fit, Fit.Noise);

    /// <summary>The profile of a number: values and deviances over four standard errors on either side.</summary>
    public IEnumerable<ProfilePoint> Profile(int number, double error, Func<double, double> valueOf)
    {
        var numbers = Fit.Structure.Numbers;
        var owner = Fit.Structure.Ties.FirstOrDefault(t => t.Number == number);
        var (held, factor) = owner is null ? (number, 1.0) : (owner.Of, owner.Factor);
        var levels = Fit.Noise;
        var best = Windows.Fit(Fit.Structure, levels, Fit.Starts);
        foreach (var side in new[] { -1, 1 })
        {
            var fit = best;
            for (var k = side < 0 ? 1 : 0; k <= Points / 2; k++)
            {
                var at = numbers[held] + factor * side * k * Reach * error / (Points / 2);
                fit = Windows.Fit(Held(fit.Structure, held, at), levels, fit.Starts);
                yield return new ProfilePoint(
                    valueOf(factor * at),
                    Math.Max(0, Windows.Squares(fit) - Windows.Squares(best)) / best.SquaresPerFreedom
                );
            }
        }
    }

    private static Structure Held(Structure law, int number, double value)
    {
        var numbers = law.Numbers;
        numbers[number] = value;
        foreach (var tie in law.Ties.Where(t => t.Of == number))
            numbers[tie.Number] = tie.Factor * value;
        var free = law.Ties.Where(t => t.Number != number);
        return law.With(numbers) with { Ties = [.. free, new Tie(number, -1, 0)] };
    }
}
