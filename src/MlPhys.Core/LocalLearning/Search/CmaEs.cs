using MathNet.Numerics.LinearAlgebra;
using MlPhys.Numerics.Random;

namespace MlPhys.LocalLearning;

/// <summary>
/// Covariance matrix adaptation evolution strategy: minimises a noisy function without gradients. Ask for a generation, evaluate it in
/// any order, tell the values.
/// </summary>
/// <remarks>Hansen, "The CMA evolution strategy: a tutorial", arXiv 1604.00772, with its default constants.</remarks>
public sealed class CmaEs
{
    private readonly int _size;
    private readonly double[] _weights;
    private readonly double _effective;
    private readonly long _seed;
    private Vector<double> _mean;
    private Vector<double> _stepPath;
    private Vector<double> _covariancePath;
    private Matrix<double> _covariance;
    private double _step;

    /// <summary>Begins a search.</summary>
    /// <param name="start">First mean.</param>
    /// <param name="step">First step size, in the units of the parameters.</param>
    /// <param name="seed">Seed of the samples.</param>
    /// <param name="population">Samples a generation; 0: 4 + floor(3 ln n).</param>
    /// <exception cref="ArgumentException">No parameter, a step that is not above 0, or a population below 4.</exception>
    public CmaEs(double[] start, double step, long seed, int population = 0)
    {
        _size = start.Length;
        Population = population == 0 ? 4 + (int)(3 * Math.Log(Math.Max(1, _size))) : population;
        if (_size == 0)
            throw new ArgumentException("expected at least one parameter, found none", nameof(start));
        if (!(step > 0) || !double.IsFinite(step))
            throw new ArgumentException(FormattableString.Invariant($"step {step} is not above 0"), nameof(step));
        if (Population < 4)
            throw new ArgumentException(
                $"a generation needs at least 4 samples, found {Population}",
                nameof(population)
            );
        (_seed, _step) = (seed, step);
        _mean = Vector<double>.Build.DenseOfArray(start);
        _stepPath = Vector<double>.Build.Dense(_size);
        _covariancePath = Vector<double>.Build.Dense(_size);
        _covariance = Matrix<double>.Build.DenseIdentity(_size);
        var parents = Population / 2;
        double[] raw = [.. Enumerable.Range(1, parents).Select(i => Math.Log((Population + 1) / 2.0) - Math.Log(i))];
        _weights = [.. raw.Select(w => w / raw.Sum())];
        _effective = 1 / _weights.Sum(w => w * w);
    }

    /// <summary>Samples a generation.</summary>
    public int Population { get; }

    /// <summary>Generations told so far.</summary>
    public int Generation { get; private set; }

    /// <summary>Mean of the distribution: the estimate of the minimum.</summary>
    public double[] Mean => _mean.ToArray();

    /// <summary>Step size.</summary>
    public double Step => _step;

    /// <summary>The samples of the coming generation; the same at each call until values are told.</summary>
    public double[][] Ask()
    {
        var random = new RandomStream(_seed).Split(Generation);
        var root = Root();
        return
        [
            .. Enumerable
                .Range(0, Population)
                .Select(_ =>
                    (_mean + _step * (root * Vector<double>.Build.DenseOfArray(random.Gaussians(_size)))).ToArray()
                ),
        ];
    }

    /// <summary>Adapts mean, step size and covariance to the values of the samples of <see cref="Ask"/>.</summary>
    /// <param name="values">One value a sample, in order; NaN counts as worst.</param>
    /// <exception cref="ArgumentException">Another number of values.</exception>
    public void Tell(double[] values)
    {
        if (values.Length != Population)
            throw new ArgumentException($"expected {Population} values, found {values.Length}", nameof(values));
        var samples = Ask();
        var best = Enumerable
            .Range(0, Population)
            .OrderBy(i => double.IsNaN(values[i]) ? double.PositiveInfinity : values[i])
            .Take(_weights.Length)
            .Select(i => (Vector<double>.Build.DenseOfArray(samples[i]) - _mean) / _step)
            .ToArray();
        var move = Vector<double>.Build.Dense(_size);
        for (var i = 0; i < best.Length; i++)
            move += _weights[i] * best[i];
        Generation++;
        Adapt(best, move);
        _mean += _step * move;
        var (rate, damping) = (StepRate, 1 + 2 * Math.Max(0, Math.Sqrt((_effective - 1) / (_size + 1)) - 1) + StepRate);
        _step *= Math.Exp(rate / damping * (_stepPath.L2Norm() / ExpectedNorm - 1));
    }

    /// <summary>The state as one array, for a checkpoint.</summary>
    public double[] Save() =>
        [Generation, _step, .. _mean, .. _stepPath, .. _covariancePath, .. _covariance.ToRowMajorArray()];

    /// <summary>Goes back to a saved state.</summary>
    /// <exception cref="ArgumentException">The state is of another number of parameters.</exception>
    public void Restore(double[] state)
    {
        var expected = 2 + 3 * _size + _size * _size;
        if (state.Length != expected)
            throw new ArgumentException($"the state has {state.Length} numbers, expected {expected}", nameof(state));
        (Generation, _step) = ((int)state[0], state[1]);
        _mean = Part(0);
        _stepPath = Part(1);
        _covariancePath = Part(2);
        _covariance = Matrix<double>.Build.DenseOfRowMajor(_size, _size, state[(2 + 3 * _size)..]);

        Vector<double> Part(int index) =>
            Vector<double>.Build.DenseOfArray(state[(2 + index * _size)..(2 + (index + 1) * _size)]);
    }

    private double StepRate => (_effective + 2) / (_size + _effective + 5);

    private double ExpectedNorm => Math.Sqrt(_size) * (1 - 1 / (4.0 * _size) + 1 / (21.0 * _size * _size));

    private void Adapt(Vector<double>[] best, Vector<double> move)
    {
        var pathRate = (4 + _effective / _size) / (_size + 4 + 2 * _effective / _size);
        var rankOne = 2 / ((_size + 1.3) * (_size + 1.3) + _effective);
        var rankMany = Math.Min(
            1 - rankOne,
            2 * (_effective - 2 + 1 / _effective) / ((_size + 2.0) * (_size + 2.0) + _effective)
        );
        _stepPath =
            (1 - StepRate) * _stepPath + Math.Sqrt(StepRate * (2 - StepRate) * _effective) * (InverseRoot() * move);
        var norm = _stepPath.L2Norm() / Math.Sqrt(1 - Math.Pow(1 - StepRate, 2 * Generation));
        var isSteady = norm < (1.4 + 2 / (_size + 1.0)) * ExpectedNorm;
        _covariancePath =
            (1 - pathRate) * _covariancePath
            + (isSteady ? Math.Sqrt(pathRate * (2 - pathRate) * _effective) : 0) * move;
        var missing = isSteady ? 0 : rankOne * pathRate * (2 - pathRate);
        _covariance =
            (1 - rankOne - rankMany + missing) * _covariance + rankOne * _covariancePath.OuterProduct(_covariancePath);
        for (var i = 0; i < best.Length; i++)
            _covariance += rankMany * _weights[i] * best[i].OuterProduct(best[i]);
    }

    private Matrix<double> Root() => Spectral(Math.Sqrt);

    private Matrix<double> InverseRoot() => Spectral(value => 1 / Math.Sqrt(value));

    /// <summary>A function of the covariance through its eigenvalues, which rounding may bring to zero but not below.</summary>
    private Matrix<double> Spectral(Func<double, double> function)
    {
        var eigen = _covariance.Evd(Symmetricity.Symmetric);
        var values = eigen.EigenValues.Map(v => function(Math.Max(v.Real, 1e-20)));
        return eigen.EigenVectors * Matrix<double>.Build.DenseOfDiagonalVector(values) * eigen.EigenVectors.Transpose();
    }
}
