using System.Collections.Immutable;
using MlPhys.Data;
using MlPhys.Display;
using MlPhys.Figures;
using MlPhys.Runs;

namespace MlPhys.LocalLearning;

/// <summary>A trained classifier of infomorphic neurons.</summary>
[TypeFormatterSource(MimeType.Html, MimeType.Text)]
public sealed class TrainedClassifier : IDisplayable
{
    private readonly ClassifierState _state;

    internal TrainedClassifier(ClassifierState state)
    {
        _state = state;
        History = [.. state.History];
        Snapshots = [.. state.Atoms];
        Goal = state.Design.HiddenGoal.ToGoal();
    }

    /// <summary>Every epoch.</summary>
    public ImmutableArray<ClassifierEpoch> History { get; }

    /// <summary>The atoms of every hidden neuron over training, where they were asked for.</summary>
    public ImmutableArray<AtomSnapshot> Snapshots { get; }

    /// <summary>The goal of the hidden neurons.</summary>
    public Goal Goal { get; }

    internal IEnumerable<(string Name, Parameters Value)> Parameters => _state.Network.State;

    /// <summary>Mean and spread over the neurons of every atom in every snapshot.</summary>
    public IEnumerable<AtomHistoryRow> Atoms =>
        from snapshot in Snapshots
        from atom in Goal.Atoms.Append("H(Y|X)").Select((name, column) => (name, column))
        let values = Enumerable
            .Range(0, snapshot.Values.GetLength(0))
            .Select(n => snapshot.Values[n, atom.column])
            .ToArray()
        let mean = values.Average()
        select new AtomHistoryRow(
            snapshot.Epoch,
            snapshot.Layer,
            atom.name,
            mean,
            Math.Sqrt(values.Average(v => (v - mean) * (v - mean)))
        );

    /// <summary>Every atom of every neuron in every snapshot.</summary>
    public IEnumerable<NeuronAtomRow> NeuronAtoms =>
        from snapshot in Snapshots
        from neuron in Enumerable.Range(0, snapshot.Values.GetLength(0))
        from atom in Goal.Atoms.Append("H(Y|X)").Select((name, column) => (name, column))
        select new NeuronAtomRow(
            snapshot.Epoch,
            snapshot.Layer,
            neuron,
            atom.name,
            snapshot.Values[neuron, atom.column]
        );

    /// <summary>Fraction of images classified rightly. The neurons are stochastic; the draws are the same at each call.</summary>
    /// <exception cref="ArgumentException">Images of another size.</exception>
    public double Accuracy(LabelledImages images, CancellationToken cancellation = default) =>
        Accuracy(Examples.Of(images), cancellation);

    /// <summary>Fraction of inputs classified rightly.</summary>
    /// <param name="x">Inputs, [example, feature].</param>
    /// <param name="labels">Class of each.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">Shapes that do not fit, or a label out of range.</exception>
    public double Accuracy(float[,] x, int[] labels, CancellationToken cancellation = default) =>
        Accuracy(Examples.Of(x, labels, _state.Design.Classes), cancellation);

    /// <summary>The class of each image.</summary>
    /// <exception cref="ArgumentException">Images of another size.</exception>
    public int[] Predict(LabelledImages images) => Predict(Examples.Of(images));

    /// <summary>The class of each input, [example, feature].</summary>
    /// <exception cref="ArgumentException">Another number of features.</exception>
    public int[] Predict(float[,] x) => Predict(Examples.Of(x, new int[x.GetLength(0)], _state.Design.Classes));

    /// <summary>Weights from the input to a hidden neuron of the first layer, in the order of the input.</summary>
    /// <param name="neuron">The neuron, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such neuron.</exception>
    public float[] ReceptiveField(int neuron)
    {
        var first = _state.Network.Hidden.FirstOrDefault(_state.Network.Output);
        ArgumentOutOfRangeException.ThrowIfNegative(neuron);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(neuron, first.Neurons);
        var inputs = _state.Design.Inputs;
        return ((DenseProjection)first.Projections[0]).Weights.Slice(neuron * inputs, inputs).ToArray();
    }

    /// <summary>Validation accuracy over the epochs.</summary>
    public Figure Figure() => ClassifierFigures.Learning(History);

    /// <summary>The text, and for hosts that show it the figure.</summary>
    public DisplayBundle ToDisplay() => DisplayBundle.OfText(ToString()).With(MimeType.Html, Figure().ToHtml());

    /// <summary>The figure as an HTML fragment.</summary>
    public string ToHtml() => ToDisplay().ToHtml();

    /// <summary>The network and where its training came to.</summary>
    public override string ToString() =>
        History.IsEmpty
            ? $"{_state.Design.Summary}, not trained"
            : FormattableString.Invariant(
                $"{_state.Design.Summary}; after {History.Length} epochs validation {100 * History[^1].ValidationAccuracy:0.00} %"
            );

    /// <summary>The atoms of a hidden layer over training, mean over its neurons: what they became.</summary>
    /// <param name="layer">Hidden layer, from 0.</param>
    /// <exception cref="InvalidOperationException">No atoms were recorded: WithAtomsEvery asks for them.</exception>
    public Figure AtomsFigure(int layer = 0) =>
        ClassifierFigures.Atoms([.. Recorded(Atoms).Where(row => row.Layer == layer)]);

    /// <summary>The six atoms that are largest at the end for every neuron of a hidden layer over training, and their means.</summary>
    /// <param name="layer">Hidden layer, from 0.</param>
    /// <exception cref="InvalidOperationException">No atoms were recorded: WithAtomsEvery asks for them.</exception>
    public Figure NeuronAtomsFigure(int layer = 0) =>
        ClassifierFigures.Neurons([.. Recorded(NeuronAtoms).Where(row => row.Layer == layer)]);

    /// <summary>Receptive fields of the first hidden neurons as images, channels averaged.</summary>
    /// <param name="count">How many.</param>
    public Figure ReceptiveFieldsFigure(int count = 16)
    {
        var neurons = _state.Network.Hidden.FirstOrDefault(_state.Network.Output).Neurons;
        return ClassifierFigures.Fields(
            [.. Enumerable.Range(0, Math.Min(count, neurons)).Select(ReceptiveField)],
            _state.Design.Shape
        );
    }

    /// <summary>Writes the classifier to a file.</summary>
    public void Save(string path) => CheckpointFile.At(path, ClassifierState.Kind).Save(_state.Save());

    /// <summary>Reads a classifier from a file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or of something else.</exception>
    public static TrainedClassifier Load(string path) =>
        new(ClassifierState.Of(CheckpointFile.At(path, ClassifierState.Kind).Load().State, Environment.ProcessorCount));

    private IEnumerable<T> Recorded<T>(IEnumerable<T> rows) =>
        Snapshots.IsEmpty
            ? throw new InvalidOperationException("no atoms were recorded; WithAtomsEvery asks for them")
            : rows;

    private double Accuracy(Examples examples, CancellationToken cancellation)
    {
        Check(examples);
        lock (_state)
            return new ClassifierTraining(_state, examples, null).Accuracy(examples, cancellation);
    }

    private int[] Predict(Examples examples)
    {
        Check(examples);
        int[] all = [.. Enumerable.Range(0, examples.Count)];
        lock (_state)
            return
            [
                .. all.Chunk(_state.Design.BatchSize)
                    .SelectMany(
                        (part, i) =>
                            _state.Classify(examples.Gather(part, _state.Design.Mean, _state.Design.Deviation), -1 - i)
                    ),
            ];
    }

    private void Check(Examples examples)
    {
        if (examples.Size != _state.Design.Inputs)
            throw new ArgumentException(
                $"inputs of {examples.Size} numbers, expected {_state.Design.Inputs}",
                nameof(examples)
            );
        if (examples.Labels.Max() is var label && label >= _state.Design.Classes)
            throw new ArgumentException(
                $"label {label} is out of range, expected 0 to {_state.Design.Classes - 1}",
                nameof(examples)
            );
    }
}
