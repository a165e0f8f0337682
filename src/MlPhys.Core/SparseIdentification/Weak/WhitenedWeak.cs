using System.Numerics.Tensors;
using MlPhys.SparseIdentification.Fitting;
using MlPhys.SparseIdentification.Formulas;

namespace MlPhys.SparseIdentification.Weak;

/// <summary>Weak equations of all states whitened by the covariance that measurement noise gives them through target and
/// regressors, linearised at a law and at denoised states.</summary>
/// <remarks>
/// Row r of equation e and test function m has the gradient K_r(l, i) = -delta_el phi'_m(t_i) - phi_m(t_i) df_e/dx_l by
/// state l at sample i, and C = sum_l sigma_l^2 K K' (WENDy: Bortz, Messenger and Dukic 2023). The states nearest to the
/// measured ones that obey the weak equations, x - sigma^2 K' C^-1 r, take the place of the measured ones in the next
/// round; the noise that test functions cannot see stays in them, and the functions are freed of the bias that it gives.
/// </remarks>
internal sealed class WhitenedWeak
{
    private readonly WeakRows rows;
    private readonly double[][] measured;
    private readonly double[] noise;
    private readonly int states;

    /// <summary>Prepares the rows.</summary>
    /// <param name="rows">The test functions.</param>
    /// <param name="measured">States, then inputs, of all trajectories end to end.</param>
    /// <param name="noise">Noise level of each state.</param>
    public WhitenedWeak(WeakRows rows, double[][] measured, double[] noise) =>
        (this.rows, this.measured, this.noise, states) = (rows, measured, noise, noise.Length);

    /// <summary>Number of rows.</summary>
    public int Count => rows.Count * states;

    /// <summary>The rows at a law: whitened regressors, equation by equation, and whitened target; and what denoises the states.</summary>
    /// <param name="bodies">The candidates.</param>
    /// <param name="sides">The law's right-hand sides over <paramref name="numbers"/>.</param>
    /// <param name="numbers">The law's numbers.</param>
    /// <param name="columns">Denoised states, then inputs.</param>
    public Linearised At(IReadOnlyList<Formula> bodies, Formula[] sides, double[] numbers, double[][] columns)
    {
        var samples = columns[0].Length;
        var left = 1 - Math.Min(1, Count / ((double)samples * states));
        double[] variances = [.. noise.Select(s => s * s * left)];
        sides = [.. sides.Select(f => NoisyVariables.Unbiased(f, variances))];
        var features = new Tape(bodies.Select(b => NoisyVariables.Unbiased(b, variances))).Evaluate(
            columns,
            samples,
            default
        );
        var jacobian = new Tape(
            sides.SelectMany(f => Enumerable.Range(0, states).Select(f.DerivativeByVariable))
        ).Evaluate(columns, samples, numbers);
        var values = new Tape(sides).Evaluate(columns, samples, numbers);
        var gradients = Enumerable.Range(0, Count).Select(r => Gradient(r, jacobian)).ToArray();
        var factor = new BandedFactor(Lower(gradients));
        var residual = Interleaved(e =>
        {
            var target = rows.OfDerivative(columns[e]);
            var side = rows.Of(values[e]);
            TensorPrimitives.Subtract(target, side, target);
            return target;
        });
        AddDifferences(residual, gradients, columns);
        var integrals = features.Select(f => rows.Of(f)).ToArray();
        var regressors = Enumerable
            .Range(0, states)
            .SelectMany(e => integrals.Select(integral => Interleaved(k => k == e ? integral : new double[rows.Count])))
            .ToArray();
        return new Linearised(this, gradients, factor, residual, regressors);
    }

    /// <summary>The linearised equations.</summary>
    internal sealed class Linearised
    {
        private readonly WhitenedWeak owner;
        private readonly double[][] gradients;
        private readonly BandedFactor factor;
        private readonly double[] residual;
        private readonly double[][] regressors;

        public Linearised(
            WhitenedWeak owner,
            double[][] gradients,
            BandedFactor factor,
            double[] residual,
            double[][] regressors
        )
        {
            (this.owner, this.gradients, this.factor) = (owner, gradients, factor);
            (this.residual, this.regressors) = (residual, regressors);
            Residual = Whitened(residual);
            Regressors = Array.ConvertAll(regressors, Whitened);
        }

        /// <summary>Whitened residual of the law.</summary>
        public double[] Residual { get; }

        /// <summary>Whitened regressors, place equation x candidates + candidate.</summary>
        public double[][] Regressors { get; }

        /// <summary>The states that go with a move of the coefficients.</summary>
        /// <param name="moves">New less present coefficient of each regressor.</param>
        public double[][] Denoised(double[] moves)
        {
            var left = (double[])residual.Clone();
            for (var j = 0; j < moves.Length; j++)
                if (moves[j] != 0)
                    TensorPrimitives.MultiplyAdd(regressors[j], -moves[j], left, left);
            factor.Solve(left);
            double[][] columns = [.. owner.measured.Select(c => (double[])c.Clone())];
            for (var r = 0; r < left.Length; r++)
            for (var l = 0; l < owner.states; l++)
            {
                var target = columns[l].AsSpan(owner.FirstOf(r), owner.LengthOf(r));
                TensorPrimitives.MultiplyAdd(owner.Part(gradients[r], r, l), -left[r] * owner.noise[l], target, target);
            }
            return columns;
        }

        private double[] Whitened(double[] rows)
        {
            var white = (double[])rows.Clone();
            factor.SolveLower(white);
            return white;
        }
    }

    private int FirstOf(int row) => rows[row / states].First;

    private int LengthOf(int row) => rows[row / states].Value.Length;

    private ReadOnlySpan<double> Part(double[] gradient, int row, int state) =>
        gradient.AsSpan(state * LengthOf(row), LengthOf(row));

    /// <summary>The gradient of a row by all states in its window, times their noise.</summary>
    private double[] Gradient(int row, double[][] jacobian)
    {
        var (first, value, slope) = rows[row / states];
        var equation = row % states;
        var gradient = new double[states * value.Length];
        for (var l = 0; l < states; l++)
        {
            var part = gradient.AsSpan(l * value.Length, value.Length);
            TensorPrimitives.Multiply(value, jacobian[equation * states + l].AsSpan(first, value.Length), part);
            if (l == equation)
                TensorPrimitives.Add(part, slope, part);
            TensorPrimitives.Multiply(part, -noise[l], part);
        }
        return gradient;
    }

    private double[][] Lower(double[][] gradients)
    {
        var lower = new double[Count][];
        var first = 0;
        for (var a = 0; a < Count; a++)
        {
            while (FirstOf(first) + LengthOf(first) <= FirstOf(a))
                first++;
            var start = first / states * states;
            lower[a] = new double[a - start + 1];
            for (var b = start; b <= a; b++)
                lower[a][b - start] = Product(gradients, a, b);
        }
        return lower;
    }

    private double Product(double[][] gradients, int a, int b)
    {
        var shift = FirstOf(a) - FirstOf(b);
        var shared = Math.Min(LengthOf(a), LengthOf(b) - shift);
        var sum = 0.0;
        for (var l = 0; l < states && shared > 0; l++)
            sum += TensorPrimitives.Dot(
                Part(gradients[a], a, l)[..shared],
                Part(gradients[b], b, l).Slice(shift, shared)
            );
        return sum;
    }

    /// <summary>Adds to the residual what leads from the denoised states to the measured ones.</summary>
    private void AddDifferences(double[] residual, double[][] gradients, double[][] columns)
    {
        var differences = Enumerable
            .Range(0, states)
            .Select(l => measured[l].Zip(columns[l], (x, v) => (x - v) / noise[l]).ToArray())
            .ToArray();
        for (var r = 0; r < residual.Length; r++)
        for (var l = 0; l < states; l++)
            residual[r] += TensorPrimitives.Dot(
                Part(gradients[r], r, l),
                differences[l].AsSpan(FirstOf(r), LengthOf(r))
            );
    }

    private double[] Interleaved(Func<int, double[]> ofEquation)
    {
        var all = new double[Count];
        for (var e = 0; e < states; e++)
        {
            var own = ofEquation(e);
            for (var m = 0; m < own.Length; m++)
                all[m * states + e] = own[m];
        }
        return all;
    }
}
