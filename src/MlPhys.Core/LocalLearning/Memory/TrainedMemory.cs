using System.Numerics.Tensors;
using MlPhys.Display;
using MlPhys.Figures;
using MlPhys.Runs;

namespace MlPhys.LocalLearning;

/// <summary>An associative memory that holds patterns as fixed points of its dynamics.</summary>
[TypeFormatterSource(MimeType.Html, MimeType.Text)]
public sealed class TrainedMemory : IDisplayable
{
    private const string Kind = "associative-memory";
    private readonly float[] _patterns;
    private readonly float[] _weights;
    private readonly int _neurons;

    internal TrainedMemory(float[] patterns, float[] weights, int neurons, double[] goals) =>
        (_patterns, _weights, _neurons, GoalSums) = (patterns, weights, neurons, goals);

    /// <summary>Sum of the goals of all neurons in bits, before each epoch; empty where no goal was learned.</summary>
    public double[] GoalSums { get; }

    /// <summary>Weights [neuron, from], the diagonal zero.</summary>
    public float[,] Weights
    {
        get
        {
            var weights = new float[_neurons, _neurons];
            Buffer.BlockCopy(_weights, 0, weights, 0, sizeof(float) * _weights.Length);
            return weights;
        }
    }

    /// <summary>Follows the dynamics s -> sign(W s), all neurons at once, to a fixed point, a cycle of two, or the last step.</summary>
    /// <param name="state">First state, -1 or +1 for each neuron.</param>
    /// <param name="steps">Steps at most.</param>
    /// <exception cref="ArgumentException">Another number of neurons.</exception>
    public int[] Recall(int[] state, int steps = 100)
    {
        if (state.Length != _neurons)
            throw new ArgumentException($"the state has {state.Length} neurons, expected {_neurons}", nameof(state));
        float[] now = [.. state.Select(s => (float)s)];
        float[] before = [];
        for (var step = 0; step < steps; step++)
        {
            var next = new float[_neurons];
            for (var n = 0; n < _neurons; n++)
            {
                var field = TensorPrimitives.Dot(_weights.AsSpan(n * _neurons, _neurons), now);
                next[n] = field == 0 ? now[n] : MathF.Sign(field);
            }
            if (next.AsSpan().SequenceEqual(now) || next.AsSpan().SequenceEqual(before))
                return Array.ConvertAll(next, s => (int)s);
            (before, now) = (now, next);
        }
        return Array.ConvertAll(now, s => (int)s);
    }

    /// <summary>Mean over the stored patterns of the overlap of a pattern with where the dynamics leads from it: 1 where all are kept.</summary>
    public double Overlap() =>
        _patterns
            .Chunk(_neurons)
            .Average(pattern =>
            {
                var found = Recall(Array.ConvertAll(pattern, s => (int)s));
                return found.Zip(pattern, (a, b) => a * b).Sum() / _neurons;
            });

    /// <summary>Writes the memory to a file.</summary>
    /// <exception cref="InvalidDataException">A file of something else lies there; it is left alone.</exception>
    public void Save(string path) =>
        CheckpointFile
            .At(path, Kind)
            .Save(
                Checkpoint
                    .Empty.WithMetadata(_neurons)
                    .With("patterns", _patterns)
                    .With("weights", _weights)
                    .With("goals", GoalSums)
            );

    /// <summary>Reads a memory from a file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or of something else.</exception>
    public static TrainedMemory Load(string path)
    {
        var saved = CheckpointFile.At(path, Kind).Load().State;
        return new TrainedMemory(
            saved.Array("patterns").Singles(),
            saved.Array("weights").Singles(),
            saved.MetadataAs<int>(),
            saved.Array("goals").Doubles()
        );
    }

    /// <summary>The sum of the goals over training.</summary>
    public Figure Figure() =>
        Figures
            .Figure.Titled("Storing patterns")
            .WithXAxis("epoch")
            .WithYAxis("sum of goals (bits)")
            .WithLine(GoalSums.Select((_, epoch) => (double)epoch), GoalSums);

    /// <summary>The text, and for hosts that show it the figure.</summary>
    public DisplayBundle ToDisplay() => DisplayBundle.OfText(ToString()).With(MimeType.Html, Figure().ToHtml());

    /// <summary>The figure as an HTML fragment.</summary>
    public string ToHtml() => ToDisplay().ToHtml();

    /// <summary>Neurons, patterns and how well they are kept.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{_neurons} neurons with {_patterns.Length / _neurons} patterns, overlap after recall {Overlap():0.000}"
        );
}
