using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace MlPhys.LocalLearning;

/// <summary>Neurons of one kind that share their sources and their goal. Rows of all tables are neurons; work is split over neurons.</summary>
internal sealed class NeuronLayer
{
    private readonly NeuronModel _model;
    private readonly GoalPlan _plan;
    private readonly GoalPlan _planWithAtoms;
    private readonly Adam _adam;
    private readonly long? _noiseSeed;
    private readonly Dictionary<(int Worker, int Samples, bool Atoms), NeuronWorkspace> _workspaces = [];
    private readonly MatrixProduct[] _products;
    private float[][] _z = [];
    private float[][] _delta = [];
    private float[] _next = [];
    private int _samples;

    /// <param name="model">Kind of neuron.</param>
    /// <param name="goal">Their goal.</param>
    /// <param name="projections">Weights from each source.</param>
    /// <param name="adam">The optimiser.</param>
    /// <param name="noiseSeed">Seed of the sampled outputs; null: each neuron gives its more probable output.</param>
    /// <param name="threads">Threads.</param>
    public NeuronLayer(NeuronModel model, Goal goal, Projection[] projections, Adam adam, long? noiseSeed, int threads)
    {
        (_model, _adam, _noiseSeed) = (model, adam, noiseSeed);
        Projections = projections;
        Goal = goal;
        int[] bins = [.. model.Bins.Select(b => b.Bins)];
        (_plan, _planWithAtoms) = (
            new GoalPlan(goal, bins, withAtoms: false),
            new GoalPlan(goal, bins, withAtoms: true)
        );
        _products = [.. Enumerable.Range(0, threads).Select(_ => new MatrixProduct())];
        (MeanFiring, Goals) = (new double[Neurons], new double[Neurons]);
        Atoms = new double[Neurons, goal.Lattice.Antichains.Length + 1];
    }

    public Projection[] Projections { get; }

    public Goal Goal { get; }

    public int Neurons => Projections[0].Neurons;

    /// <summary>Sampled outputs [neuron * samples + sample] of the last pass.</summary>
    public float[] Spins { get; private set; } = [];

    /// <summary>P(y = +1) of the last pass, [neuron * samples + sample].</summary>
    public float[] Theta { get; private set; } = [];

    /// <summary>Mean over the batch of P(y = +1) of each neuron.</summary>
    public double[] MeanFiring { get; }

    /// <summary>Goal of each neuron in bits, as of the last step.</summary>
    public double[] Goals { get; }

    /// <summary>Atoms of each neuron and, last, its residual entropy, as of the last step that asked for them.</summary>
    public double[,] Atoms { get; }

    /// <summary>The last outputs as the input of another layer.</summary>
    public Activity Output => Activity.ByUnit(Spins, Neurons, _samples);

    /// <summary>Computes summed inputs of some sources, then firing and sampled outputs.</summary>
    /// <param name="inputs">What each source does; null: nothing.</param>
    /// <param name="changed">Sources whose input differs from the last pass over the same batch.</param>
    /// <param name="samples">Size of the batch.</param>
    /// <param name="draw">Number of the random draw.</param>
    /// <param name="lesson">What is to be learned from this pass.</param>
    public void Forward(Activity?[] inputs, bool[] changed, int samples, long draw, Lesson lesson)
    {
        Resize(samples);
        Split(
            (worker, first, end) =>
            {
                for (var s = 0; s < Projections.Length; s++)
                    if (changed[s])
                        Projections[s].Forward(inputs[s], _z[s], samples, first, end, _products[worker]);
                var workspace = Workspace(worker, samples, lesson == Lesson.GoalAndAtoms);
                for (var n = first; n < end; n++)
                {
                    workspace.Load(_z, n);
                    workspace.Fire();
                    TensorPrimitives.ConvertTruncating(workspace.Theta, Theta.AsSpan(n * samples, samples));
                    MeanFiring[n] = TensorPrimitives.Sum(workspace.Theta) / samples;
                    Answer(draw, n, workspace.Theta, _next.AsSpan(n * samples, samples));
                    if (lesson != Lesson.None)
                        Evaluate(workspace, n, lesson);
                }
            }
        );
        (Spins, _next) = (_next, Spins);
    }

    /// <summary>One step up the goal by what the last forward pass found, which must have had a lesson.</summary>
    /// <param name="inputs">What each source did in that pass; null: nothing.</param>
    /// <param name="step">Number of the step, from 1.</param>
    public void Learn(Activity?[] inputs, long step)
    {
        _adam.Begin(step);
        Split(
            (worker, first, end) =>
            {
                for (var s = 0; s < Projections.Length; s++)
                    Projections[s].Learn(inputs[s], _samples, _delta[s], first, end, _products[worker]);
            }
        );
    }

    private void Answer(long draw, int neuron, ReadOnlySpan<double> theta, Span<float> spins)
    {
        if (_noiseSeed is { } seed)
            SpinNoise.Sample(seed, draw, neuron, theta, spins);
        else
            for (var b = 0; b < spins.Length; b++)
                spins[b] = theta[b] > 0.5 ? 1 : -1;
    }

    private void Evaluate(NeuronWorkspace workspace, int neuron, Lesson lesson)
    {
        workspace.Learn();
        workspace.Store(_delta, neuron);
        Goals[neuron] = workspace.GoalValue;
        if (lesson == Lesson.GoalAndAtoms)
            workspace.Atoms(Row(Atoms, neuron));
    }

    private void Resize(int samples)
    {
        if (samples == _samples)
            return;
        _samples = samples;
        (_z, _delta) = ([.. Projections.Select(_ => Table())], [.. Projections.Select(_ => Table())]);
        (Spins, _next, Theta) = (Table(), Table(), Table());

        float[] Table() => new float[Neurons * samples];
    }

    /// <summary>Runs the work over equal parts of the neurons; no result depends on how many there are.</summary>
    private void Split(Action<int, int, int> work)
    {
        var threads = Math.Min(_products.Length, Neurons);
        if (threads == 1)
            work(0, 0, Neurons);
        else
            Parallel.For(0, threads, t => work(t, t * Neurons / threads, (t + 1) * Neurons / threads));
    }

    private NeuronWorkspace Workspace(int worker, int samples, bool atoms)
    {
        lock (_workspaces)
        {
            if (!_workspaces.TryGetValue((worker, samples, atoms), out var workspace))
                _workspaces[(worker, samples, atoms)] = workspace = new NeuronWorkspace(
                    _model,
                    atoms ? _planWithAtoms : _plan,
                    samples
                );
            return workspace;
        }
    }

    private static Span<double> Row(double[,] matrix, int row) =>
        MemoryMarshal.CreateSpan(ref matrix[row, 0], matrix.GetLength(1));
}
