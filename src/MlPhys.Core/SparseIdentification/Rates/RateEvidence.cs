using System.Numerics.Tensors;
using MlPhys.Numerics.Optimisation;
using MlPhys.SparseIdentification.Adaptive;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Laws;
using MlPhys.SparseIdentification.Likelihood;

namespace MlPhys.SparseIdentification.Rates;

/// <summary>What the data say beside the law: profiles of its numbers, and where rivals differ most.</summary>
internal sealed class RateEvidence(Regression regression, AddRemove.Step best, IReadOnlyList<AddRemove.Step> rivals)
{
    private const double Reach = 4;
    private const int Points = 21;
    private const int MostPoints = 4000;

    /// <summary>The profile of a number over four standard errors on either side, in its coordinate.</summary>
    public IEnumerable<ProfilePoint> Profile(int number, double error, Func<double, double> valueOf)
    {
        var law = Formulated(best);
        var tape = new Tape([law.Side]);
        var least = best.Fit.Rss;
        foreach (var side in new[] { -1, 1 })
        {
            var start = law.Numbers.Where((_, i) => i != number).ToArray();
            for (var k = side < 0 ? 1 : 0; k <= Points / 2; k++)
            {
                var held = law.Numbers[number] + side * k * Reach * error / (Points / 2);
                var (rss, found) = Refitted(tape, number, held, start);
                start = found;
                yield return new ProfilePoint(
                    valueOf(held),
                    Math.Max(0, regression.Count * Math.Log((rss + regression.Floor) / (least + regression.Floor)))
                );
            }
        }
    }

    /// <summary>For each rival the conditions on a grid over the data's range where it differs most from the law.</summary>
    /// <param name="relative">Whether the scatter is in proportion to the rate.</param>
    /// <param name="reach">How far beyond the data's range the grid goes, as a factor.</param>
    public IEnumerable<(
        double[] Conditions,
        double Rate,
        AddRemove.Step Rival,
        double RivalRate,
        double Separation
    )> Separations(bool relative, double reach)
    {
        var grid = Grid(reach).ToArray();
        var own = new Prediction(this, best);
        foreach (var rival in rivals)
        {
            var other = new Prediction(this, rival);
            var (point, separation) = grid.Select(x =>
                    (Point: x, Separation: Separation(own.At(x), other.At(x), own.Scatter, relative))
                )
                .Where(s => double.IsFinite(s.Separation))
                .MaxBy(s => s.Separation);
            if (point is not null)
                yield return (point, own.At(point).Rate, rival, other.At(point).Rate, separation);
        }
    }

    private static double Separation(
        (double Rate, double Error) own,
        (double Rate, double Error) other,
        double scatter,
        bool relative
    )
    {
        var noise = relative ? scatter * own.Rate : scatter;
        return Math.Abs(own.Rate - other.Rate)
            / Math.Sqrt(noise * noise + own.Error * own.Error + other.Error * other.Error);
    }

    private IEnumerable<double[]> Grid(double reach)
    {
        var variables = regression.Columns.Count;
        var perVariable = Math.Max(3, (int)Math.Pow(MostPoints, 1.0 / variables));
        IEnumerable<double[]> points =
        [
            [],
        ];
        foreach (var column in regression.Columns)
        {
            var values = Range(column.Min(), column.Max(), reach, Math.Min(perVariable, 60));
            points = points.SelectMany(p => values.Select(v => (double[])[.. p, v])).ToArray();
        }
        return points;
    }

    private static double[] Range(double low, double high, double reach, int count)
    {
        if (low > 0)
        {
            var (from, to) = (Math.Log(low / reach), Math.Log(high * reach));
            return [.. Enumerable.Range(0, count).Select(i => Math.Exp(from + (to - from) * i / (count - 1)))];
        }
        var beyond = (reach - 1) / 2 * (high - low);
        return [.. Enumerable.Range(0, count).Select(i => low - beyond + (high - low + 2 * beyond) * i / (count - 1))];
    }

    private (double Rss, double[] Found) Refitted(Tape tape, int number, double held, double[] start)
    {
        if (start.Length == 0)
            return (SumOfSquares([held]), start);
        var fit = LevenbergMarquardt
            .ForResiduals(free => Residuals(tape, [.. free[..number], held, .. free[number..]]))
            .Fit(start);
        return (fit.ResidualSumOfSquares, fit.Parameters);

        double SumOfSquares(double[] numbers) => TensorPrimitives.SumOfSquares<double>(Residuals(tape, numbers));
    }

    private double[] Residuals(Tape tape, double[] numbers)
    {
        var rows = regression.Rows.Of(tape.Evaluate(regression.Columns, regression.Samples, numbers)[0]);
        TensorPrimitives.Subtract(regression.Target, rows, rows);
        return rows;
    }

    private static (Formula Side, double[] Numbers) Formulated(AddRemove.Step step)
    {
        var law = new Structure(1, [.. PlacedTerm.Of(step.Fit, 0)]);
        return (law.RightHandSides()[0], law.Numbers);
    }

    private sealed class Prediction
    {
        private readonly Formula side;
        private readonly Formula[] gradient;
        private readonly double[] numbers;
        private readonly Uncertainty uncertainty;

        public Prediction(RateEvidence owner, AddRemove.Step step)
        {
            (side, numbers) = Formulated(step);
            gradient = [.. numbers.Select((_, i) => side.DerivativeByParameter(i))];
            uncertainty = new Uncertainty(owner.Regression, step.Fit);
        }

        public double Scatter => uncertainty.Deviation;

        public (double Rate, double Error) At(double[] x) =>
            (side.Evaluate(x, numbers), uncertainty.StandardError([.. gradient.Select(g => g.Evaluate(x, numbers))]));
    }

    private Regression Regression => regression;
}
