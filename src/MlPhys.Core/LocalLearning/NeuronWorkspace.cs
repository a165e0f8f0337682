namespace MlPhys.LocalLearning;

/// <summary>All that one thread needs to run one neuron after another over a batch.</summary>
internal sealed class NeuronWorkspace(NeuronModel model, GoalPlan plan, int samples)
{
    private readonly double[] _codes = new double[samples];
    private readonly double[] _theta = new double[samples];
    private readonly double[] _rest = new double[samples];
    private readonly double[] _gradient = new double[samples];
    private readonly double[] _delta = new double[plan.Sources * samples];
    private readonly GoalKernel _kernel = new(plan, samples);

    /// <summary>P(y = +1) of each sample after <see cref="Fire"/>.</summary>
    public ReadOnlySpan<double> Theta => _theta;

    /// <summary>dG/dz [source * samples + sample] after <see cref="Learn"/>.</summary>
    public ReadOnlySpan<double> Delta => _delta;

    /// <summary>Computes the firing probabilities.</summary>
    public void Fire(ReadOnlySpan<double> z) => model.Activation.Fire(z, _theta, _rest);

    /// <summary>Computes redundancies and gradients at the probabilities of the last <see cref="Fire"/>.</summary>
    public void Learn(ReadOnlySpan<double> z)
    {
        Array.Clear(_codes);
        for (var (s, stride) = (0, 1); s < plan.Sources; stride *= plan.Bins[s++])
            model.Bins[s].AddCodes(z.Slice(s * samples, samples), stride, _codes);
        _kernel.Evaluate(_codes, _theta, _rest, _gradient);
        model.Activation.Backward(z, _theta, _rest, _gradient, _delta);
    }

    /// <summary>Writes the atoms and, last, the residual entropy; the plan must have been made with atoms.</summary>
    public void Atoms(Span<double> result)
    {
        var lattice = plan.Goal.Lattice;
        for (var a = 0; a < lattice.Antichains.Length; a++)
        {
            var sum = 0.0;
            for (var b = 0; b <= a; b++)
                sum += lattice.Moebius[a, b] * _kernel.Redundancies[b];
            result[a] = sum;
        }
        result[lattice.Antichains.Length] = _kernel.OutputEntropy - _kernel.Redundancies[lattice.Antichains.Length - 1];
    }

    public NeuronReport Report(double[] z)
    {
        var atoms = new double[plan.Goal.Atoms.Length + 1];
        Atoms(atoms);
        return new NeuronReport(
            [.. _theta],
            Square([.. model.Bins.SelectMany((b, s) => b.Indices(z.AsSpan(s * samples, samples)))]),
            plan.Goal.Atoms,
            atoms[..^1],
            atoms[^1],
            plan.Goal.Value(atoms.AsSpan(..^1), atoms[^1]),
            [.. _gradient],
            Square(_delta),
            _kernel.OccupiedCells,
            [.. model.Bins.Select((b, s) => b.FractionClamped(z.AsSpan(s * samples, samples)))]
        );
    }

    private T[,] Square<T>(T[] flat)
    {
        var square = new T[plan.Sources, samples];
        for (var s = 0; s < plan.Sources; s++)
        for (var b = 0; b < samples; b++)
            square[s, b] = flat[s * samples + b];
        return square;
    }
}
