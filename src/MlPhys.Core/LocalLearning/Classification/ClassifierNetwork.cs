using MlPhys.Numerics.Random;
using MlPhys.Runs;

namespace MlPhys.LocalLearning;

/// <summary>Hidden layers and an output layer, each neuron learning from its own inputs alone.</summary>
internal sealed class ClassifierNetwork
{
    private readonly ClassifierDesign _design;
    private readonly NeuronModel _model;

    public ClassifierNetwork(ClassifierDesign design, int threads)
    {
        _design = design;
        _model = design.Neuron.ToModel();
        var below = design.Inputs;
        Hidden = new NeuronLayer[design.Hidden.Length];
        for (var l = 0; l < Hidden.Length; l++)
        {
            Hidden[l] = HiddenLayer(l, below, threads);
            below = design.Hidden[l];
        }
        var random = new RandomStream(Seeds.Derive(design.Seed, "output"));
        var adam = new Adam(design.OutputRate, design.OutputDecay);
        Output = new NeuronLayer(
            NeuronModel.Output,
            design.OutputGoal.ToGoal(),
            [
                new DenseProjection(design.Classes, below, isLateral: false, adam, random),
                new IdentityProjection(design.Classes, adam, random),
            ],
            adam,
            Seeds.Derive(design.Seed, "output spins"),
            threads
        );
    }

    public NeuronLayer[] Hidden { get; }

    public NeuronLayer Output { get; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>Everything that learning changes, by name.</summary>
    public IEnumerable<(string Name, Parameters Value)> State =>
        from layer in Hidden.Append(Output).Select((layer, l) => (layer, l))
        from projection in layer.layer.Projections.Select((projection, s) => (projection, s))
        from state in projection.projection.State
        select ($"layer{layer.l}.source{projection.s}.{state.Name}", state.Value);

    /// <summary>One step on a batch with its labels.</summary>
    public void Learn(Batch batch, bool withAtoms)
    {
        var label = batch.OneHot();
        var inputs = Run(batch, label, ++Steps * 64, withAtoms ? Lesson.GoalAndAtoms : Lesson.Goal);
        for (var l = 0; l < Hidden.Length && !_design.IsHiddenFixed; l++)
            Hidden[l].Learn(inputs[l], Steps);
        Output.Learn(inputs[^1], Steps);
    }

    /// <summary>Firing of the output neurons without labels, [class * samples + sample].</summary>
    /// <param name="batch">Inputs.</param>
    /// <param name="draw">Number of the random draw, below 0: training uses those above.</param>
    public float[] Predict(Batch batch, long draw)
    {
        Run(batch, null, draw * 64, Lesson.None);
        return Output.Theta;
    }

    /// <summary>All passes, the last with a lesson; returns what each source of each layer received in it.</summary>
    private Activity?[][] Run(Batch batch, Activity? label, long draw, Lesson lesson)
    {
        var inputs = new Activity?[Hidden.Length + 1][];
        for (var pass = 0; pass < _design.Passes; pass++)
        {
            var below = batch.Inputs;
            var isLast = pass == _design.Passes - 1;
            for (var l = 0; l < Hidden.Length; l++)
            {
                var isFirst = pass == 0;
                inputs[l] = [.. _model.Sources.Select(Input)];
                var changed = _model.Sources.Select(source => isFirst || Changes(source, l)).ToArray();
                Hidden[l]
                    .Forward(
                        inputs[l],
                        changed,
                        batch.Samples,
                        draw + pass,
                        isLast && !_design.IsHiddenFixed ? lesson : Lesson.None
                    );
                below = Hidden[l].Output;

                Activity? Input(string source) =>
                    source switch
                    {
                        "F" => below,
                        "L" => isFirst ? null : Hidden[l].Output,
                        _ when _design.HasFeedback => isFirst ? null : Output.Output,
                        _ => _design.IsHiddenFixed ? null : label,
                    };
            }
            inputs[^1] = [below, label];
            if (_design.HasFeedback || isLast)
                Output.Forward(inputs[^1], [true, true], batch.Samples, draw + pass, isLast ? lesson : Lesson.None);
        }
        return inputs;
    }

    private bool Changes(string source, int layer) =>
        source switch
        {
            "F" => layer > 0,
            "C" => _design.HasFeedback,
            _ => true,
        };

    private NeuronLayer HiddenLayer(int index, int below, int threads)
    {
        var neurons = _design.Hidden[index];
        var random = new RandomStream(Seeds.Derive(_design.Seed, "hidden", index));
        var adam = new Adam(_design.HiddenRate, _design.HiddenDecay);
        return new NeuronLayer(
            _model,
            _design.HiddenGoal.ToGoal(),
            [.. _model.Sources.Select(Project)],
            adam,
            _design.IsHiddenSampled ? Seeds.Derive(_design.Seed, "hidden spins", index) : null,
            threads
        );

        Projection Project(string source) =>
            source switch
            {
                "F" => new DenseProjection(neurons, below, isLateral: false, adam, random),
                "C" => new DenseProjection(neurons, _design.Classes, isLateral: false, adam, random),
                _ when _design.LateralPartners > 0 && _design.LateralPartners < neurons - 1 => new SparseProjection(
                    neurons,
                    _design.LateralPartners,
                    adam,
                    random
                ),
                _ => new DenseProjection(neurons, neurons, isLateral: true, adam, random),
            };
    }
}
