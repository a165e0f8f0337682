using System.Numerics.Tensors;

namespace MlPhys.LocalLearning;

/// <summary>All that one thread needs to run one neuron after another over a batch.</summary>
internal sealed class NeuronWorkspace(NeuronModel model, GoalPlan plan, int samples)
{
    private readonly double[] _codes = new double[samples];
    private readonly double[] _z = new double[plan.Sources * samples];
    private readonly double[] _gates = new double[(plan.Sources - 1) * samples];
    private readonly double[] _theta = new double[samples];
    private readonly double[] _rest = new double[samples];
    private readonly double[] _gradient = new double[samples];
    private readonly double[] _delta = new double[plan.Sources * samples];
    private readonly GoalKernel _kernel = new(plan, samples);

    /// <summary>P(y = +1) of each sample after <see cref="Fire"/>.</summary>
    public ReadOnlySpan<double> Theta => _theta;

    /// <summary>The goal in bits after <see cref="Learn()"/>.</summary>
    public double GoalValue => _kernel.GoalValue;

    /// <summary>Cells of the joint table that held a sample.</summary>
    public int OccupiedCells => _kernel.OccupiedCells;

    /// <summary>Takes the summed inputs of a neuron from tables with one row a neuron.</summary>
    public void Load(float[][] z, int neuron)
    {
        for (var s = 0; s < plan.Sources; s++)
            TensorPrimitives.ConvertTruncating<float, double>(
                z[s].AsSpan(neuron * samples, samples),
                _z.AsSpan(s * samples)
            );
    }

    /// <summary>Takes summed inputs [source * samples + sample].</summary>
    public void Load(ReadOnlySpan<double> z) => z.CopyTo(_z);

    /// <summary>Writes dG/dz into tables with one row a neuron.</summary>
    public void Store(float[][] delta, int neuron)
    {
        for (var s = 0; s < plan.Sources; s++)
            TensorPrimitives.ConvertTruncating<double, float>(
                _delta.AsSpan(s * samples, samples),
                delta[s].AsSpan(neuron * samples)
            );
    }

    /// <summary>Computes the firing probabilities.</summary>
    public void Fire() => model.Activation.Fire(_z, _gates, _theta, _rest);

    /// <summary>Computes redundancies and gradients at the probabilities of the last <see cref="Fire"/>.</summary>
    public void Learn()
    {
        Array.Clear(_codes);
        for (var (s, stride) = (0, 1); s < plan.Sources; stride *= plan.Bins[s++])
            model.Bins[s].AddCodes(_z.AsSpan(s * samples, samples), stride, _codes);
        _kernel.Evaluate(_codes, _theta, _rest, _gradient);
        model.Activation.Backward(_z, _gates, _theta, _rest, _gradient, _delta);
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

    public NeuronReport Report()
    {
        var atoms = new double[plan.Goal.Atoms.Length + 1];
        Atoms(atoms);
        return new NeuronReport(
            [.. _theta],
            Square([.. model.Bins.SelectMany((b, s) => b.Indices(_z.AsSpan(s * samples, samples)))]),
            plan.Goal.Atoms,
            atoms[..^1],
            atoms[^1],
            GoalValue,
            [.. _gradient],
            Square(_delta),
            OccupiedCells,
            [.. model.Bins.Select((b, s) => b.FractionClamped(_z.AsSpan(s * samples, samples)))]
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
