using System.Numerics.Tensors;
using MlPhys.Numerics.LinearAlgebra;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Likelihood;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>Where to start one more run, at the times and with the inputs of the first, so that a law and a rival part most.</summary>
/// <remarks>Halton's points in the box of the measured states (logarithmic in states that are positive) are followed side by side by both laws; the law's own uncertainty is carried
/// along by moving its numbers one standard deviation along each axis of their covariance.</remarks>
internal sealed class SeparatingStarts
{
    private const int Lanes = TapeMemory.Length;
    private static readonly int[] Bases = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29];
    private readonly Evidence evidence;
    private readonly Trajectory run;
    private readonly double[][] starts;
    private readonly double[][][] own;
    private readonly double[][][] variance;

    /// <summary>Follows the law from all starts.</summary>
    /// <param name="evidence">The law with its data.</param>
    /// <param name="reach">How far beyond the range of the measured states the box goes, as a factor.</param>
    /// <param name="samples">Samples that the run would have.</param>
    public SeparatingStarts(Evidence evidence, double reach, int samples)
    {
        (this.evidence, run) = (evidence, evidence.Trajectories[0]);
        Samples = Math.Clamp(samples, 2, run.Count);
        starts = [.. run.States.Select((_, e) => Starts(e, reach))];
        var law = evidence.Fit.Structure;
        own = Follow(law);
        double[] noise = evidence.Fit.Noise;
        variance =
        [
            .. own.Select(at => at.Select((_, e) => Enumerable.Repeat(noise[e] * noise[e], Lanes).ToArray()).ToArray()),
        ];
        foreach (var move in Axes(evidence.Covariance))
            AddSquares(Follow(law.With([.. law.Numbers.Zip(move, (p, d) => p + d)])));
    }

    private int Samples { get; }

    /// <summary>The start, state and sample where a rival is farthest from the law; null where neither can be followed.</summary>
    public (double[] Start, int State, double Time, double Value, double Rival, double Separation)? Farthest(
        Structure rival
    )
    {
        var other = Follow(rival);
        (int Lane, int State, int Sample)? place = null;
        var most = 0.0;
        for (var lane = 0; lane < Lanes; lane++)
        for (var k = 1; k < Samples && own[k].All(s => double.IsFinite(s[lane])); k++)
        for (var e = 0; e < starts.Length; e++)
        {
            var separation = Math.Abs(own[k][e][lane] - other[k][e][lane]) / Math.Sqrt(variance[k][e][lane]);
            if (double.IsFinite(separation) && separation > most)
                (most, place) = (separation, (lane, e, k));
        }
        return place is { } p
            ? (
                [.. starts.Select(s => s[p.Lane])],
                p.State,
                run.Times[p.Sample] - run.Times[0],
                own[p.Sample][p.State][p.Lane],
                other[p.Sample][p.State][p.Lane],
                most
            )
            : null;
    }

    private double[] Starts(int state, double reach)
    {
        double[] values =
        [
            .. evidence.Trajectories.SelectMany(t => t.States[state].Values).Where(x => !double.IsNaN(x)),
        ];
        var (low, high) = (values.Min(), values.Max());
        var shares = Enumerable.Range(1, Lanes).Select(i => Halton(i, Bases[state % Bases.Length]));
        return low > 0
            ? [.. shares.Select(s => low / reach * Math.Pow(reach * reach * high / low, s))]
            : [.. shares.Select(s => (low + high) / 2 + reach * (high - low) * (s - 0.5))];
    }

    private static double Halton(int index, int number)
    {
        var (value, share) = (0.0, 1.0);
        for (var i = index; i > 0; i /= number)
        {
            share /= number;
            value += share * (i % number);
        }
        return value;
    }

    private static IEnumerable<double[]> Axes(double[][] covariance)
    {
        var n = covariance.Length;
        var matrix = new double[n, n];
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
            matrix[i, j] = (covariance[i][j] + covariance[j][i]) / 2;
        if (n == 0)
            return [];
        var eigen = SymmetricEigen.Of(matrix);
        return Enumerable
            .Range(0, n)
            .Where(k => eigen.Values[k] > 0)
            .Select(k =>
                Enumerable.Range(0, n).Select(i => Math.Sqrt(eigen.Values[k]) * eigen.Vectors[i, k]).ToArray()
            );
    }

    private void AddSquares(double[][][] moved)
    {
        for (var k = 1; k < Samples; k++)
        for (var e = 0; e < starts.Length; e++)
        {
            TensorPrimitives.Subtract(moved[k][e], own[k][e], moved[k][e]);
            TensorPrimitives.MultiplyAdd(moved[k][e], moved[k][e], variance[k][e], variance[k][e]);
        }
    }

    /// <summary>The states [sample][state][start] of a law, by the classical Runge-Kutta method, one step a sample as in the fit.</summary>
    private double[][][] Follow(Structure law)
    {
        var (field, numbers) = (new VectorField(law.RightHandSides(), []), law.Numbers);
        var path = new double[Samples][][];
        path[0] = starts;
        double[][] variables = [.. run.Variables.Select(_ => new double[Lanes])];
        for (var k = 1; k < Samples; k++)
        {
            var (step, before) = (run.Times[k] - run.Times[k - 1], path[k - 1]);
            double[][] next = [.. before.Select(s => (double[])s.Clone())];
            double[][]? slopes = null;
            foreach (var (within, share) in new[] { (0.0, 1 / 6.0), (0.5, 1 / 3.0), (0.5, 1 / 3.0), (1.0, 1 / 6.0) })
            {
                Fill(variables, before, slopes, k - 1, step, within);
                field.Run(variables, Lanes, numbers);
                slopes = [.. before.Select((_, e) => field.Value(e)[..Lanes].ToArray())];
                for (var e = 0; e < next.Length; e++)
                    TensorPrimitives.MultiplyAdd(slopes[e], share * step, next[e], next[e]);
            }
            path[k] = next;
        }
        return path;
    }

    private void Fill(
        double[][] variables,
        double[][] before,
        double[][]? slopes,
        int sample,
        double step,
        double within
    )
    {
        for (var e = 0; e < before.Length; e++)
            if (slopes is null)
                before[e].CopyTo(variables[e], 0);
            else
                TensorPrimitives.MultiplyAdd(slopes[e], within * step, before[e], variables[e]);
        for (var u = 0; u < run.Inputs.Length; u++)
            Array.Fill(
                variables[before.Length + u],
                Interpolation.Cubic(run.Times, run.Inputs[u].Values, sample, within)
            );
    }
}
