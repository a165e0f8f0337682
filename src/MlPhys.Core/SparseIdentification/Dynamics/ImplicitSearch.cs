using System.Collections.Immutable;
using System.Numerics.Tensors;
using MlPhys.SparseIdentification.Adaptive;
using MlPhys.SparseIdentification.Derivatives;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Gram;
using MlPhys.SparseIdentification.Laws;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Likelihood;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>Rational laws by the implicit form: over the columns theta(x) and theta(x) x', each column is tried as the left
/// side of a sparse regression; what follows for x' is judged on samples held out.</summary>
internal sealed class ImplicitSearch(
    IReadOnlyList<Trajectory> trajectories,
    Candidate[] candidates,
    CancellationToken cancellation
)
{
    private const int Folds = 4;
    private const double Floor = 1e-9;
    private const double ParameterReach = 1e3;
    private const int WindowSteps = 20;

    /// <summary>A relation sum_j a_j theta_j + x' sum_j b_j theta_j = 0.</summary>
    private sealed record Relation(double[] Numerator, double[] Denominator, double Score);

    public DynamicsLaw Run(Derivative derivative)
    {
        var states = trajectories[0].States.Length;
        var smooth = trajectories.Select(t => RegressionSearch.Estimates(t, derivative)).ToArray();
        double[][] columns =
        [
            .. Enumerable.Range(0, states).Select(e => smooth.SelectMany(t => t[e].Values).ToArray()),
            .. Enumerable
                .Range(0, trajectories[0].Inputs.Length)
                .Select(u => trajectories.SelectMany(t => t.Inputs[u].Values).ToArray()),
        ];
        var features = new Tape(candidates.Select(c => c.Body)).Evaluate(columns, columns[0].Length, default);
        var terms = new List<PlacedTerm>();
        for (var e = 0; e < states; e++)
            terms.AddRange(Terms(e, Best(features, [.. smooth.SelectMany(t => t[e].Slopes)])));
        double[] noise = [.. trajectories[0].States.Select(s => NoiseLevel.Of(trajectories[0].Times, s.Values))];
        var law = new Structure(states, [.. terms]);
        return Refinement.Of(trajectories, candidates, law, smooth, noise, WindowSteps, WindowSteps, cancellation);
    }

    private Relation Best(double[][] features, double[] slopes)
    {
        var p = features.Length;
        double[][] all = [.. features, .. features.Select(f => Product(f, slopes))];
        var training = Enumerable.Range(0, slopes.Length).Where(i => i * Folds / slopes.Length % 2 == 0).ToArray();
        var rest = Enumerable.Range(0, slopes.Length).Except(training).ToArray();
        double[][] rows = [.. all.Select(c => training.Select(i => c[i]).ToArray())];
        var gram = VariableProjection.Gram(rows);
        var best = Enumerable
            .Range(0, 2 * p)
            .SelectMany(left => Relations(gram, left, training.Length, p))
            .Where(r => r.Denominator.Any(b => b != 0))
            .Select(r => r with { Score = HeldOut(r, features, slopes, rest) })
            .Where(r => double.IsFinite(r.Score))
            .MinBy(r => r.Score);
        return best
            ?? throw new InvalidOperationException(
                "no implicit relation of the library can be solved for the derivative"
            );
    }

    /// <summary>The sparse relations with one column on the left: every support of the backward path up to eight columns.</summary>
    private IEnumerable<Relation> Relations(double[,] gram, int left, int rows, int p)
    {
        cancellation.ThrowIfCancellationRequested();
        const int most = 8;
        int[] others = [.. Enumerable.Range(0, 2 * p).Where(j => j != left)];
        var matrix = new double[others.Length, others.Length];
        for (var i = 0; i < others.Length; i++)
        for (var j = 0; j < others.Length; j++)
            matrix[i, j] = gram[others[i], others[j]];
        var system = new GramSystem(matrix, [.. others.Select(j => gram[j, left])], gram[left, left], rows);
        foreach (var fit in new SubsetSearch(system, (_, _) => 0).BackwardPath().Where(f => f.Support.Length <= most))
        {
            var coefficients = new double[2 * p];
            coefficients[left] = -1;
            foreach (var j in fit.Support)
                coefficients[others[j]] = fit.Coefficients[j];
            yield return new Relation(coefficients[..p], coefficients[p..], 0);
        }
    }

    /// <summary>The BIC of the error of x' = -N/D on the samples held out.</summary>
    private static double HeldOut(Relation relation, double[][] features, double[] slopes, int[] samples)
    {
        var (squares, total) = (0.0, 0.0);
        foreach (var i in samples)
        {
            var (n, d) = (0.0, 0.0);
            for (var j = 0; j < features.Length; j++)
            {
                n += relation.Numerator[j] * features[j][i];
                d += relation.Denominator[j] * features[j][i];
            }
            squares += (slopes[i] + n / d) * (slopes[i] + n / d);
            total += slopes[i] * slopes[i];
        }
        var count = relation.Numerator.Concat(relation.Denominator).Count(c => c != 0);
        return samples.Length * Math.Log(squares / total + Floor * Floor) + count * Math.Log(samples.Length);
    }

    /// <summary>The relation as terms: linear ones where the denominator is one constant, else one rational function.</summary>
    private IEnumerable<PlacedTerm> Terms(int equation, Relation relation)
    {
        int[] above = [.. Enumerable.Range(0, candidates.Length).Where(j => relation.Numerator[j] != 0)];
        int[] below = [.. Enumerable.Range(0, candidates.Length).Where(j => relation.Denominator[j] != 0)];
        var constant = Array.FindIndex(below, j => candidates[j].Body is ConstantNode);
        var unit = relation.Denominator[below[Math.Max(0, constant)]];
        if (below.Length == 1 && constant == 0)
            return above.Select(j => new PlacedTerm(equation, candidates[j], [], -relation.Numerator[j] / unit, []));
        if (above.Length == 0)
            return [];
        var lead = relation.Numerator[above[0]];
        double[] values =
        [
            .. above[1..].Select(j => relation.Numerator[j] / lead),
            .. below.Where(j => j != below[Math.Max(0, constant)]).Select(j => relation.Denominator[j] / unit),
        ];
        var numerator = above[1..]
            .Select((j, k) => Formula.Parameter(k) * candidates[j].Body)
            .Aggregate(candidates[above[0]].Body, (sum, f) => sum + f);
        var denominator = below
            .Where(j => j != below[Math.Max(0, constant)])
            .Select((j, k) => Formula.Parameter(above.Length - 1 + k) * candidates[j].Body)
            .Aggregate(candidates[below[Math.Max(0, constant)]].Body, (sum, f) => sum + f);
        ImmutableArray<FreeParameter> names =
        [
            .. values.Select(
                (_, k) => new FreeParameter(k < above.Length - 1 ? $"a{k + 1}" : $"b{k + 2 - above.Length}")
            ),
        ];
        return
        [
            new PlacedTerm(
                equation,
                new Candidate("rational", numerator / denominator, names),
                [
                    .. values.Select(v => new ParameterScale(
                        v - ParameterReach * Math.Max(1, Math.Abs(v)),
                        v + ParameterReach * Math.Max(1, Math.Abs(v)),
                        false
                    )),
                ],
                -lead / unit,
                values
            ),
        ];
    }

    private static double[] Product(double[] a, double[] b)
    {
        var product = new double[a.Length];
        TensorPrimitives.Multiply(a, b, product);
        return product;
    }
}
