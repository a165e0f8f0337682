using MlPhys.Curvature.Layers;
using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>Follows the features of a network from layer to layer through one recorded pass.</summary>
internal sealed class FlowReader
{
    private readonly List<FlowValue> values = [];
    private readonly List<SpaceBuilder> spaces = [];
    private readonly Dictionary<string, SpaceBuilder> written = [];
    private readonly Dictionary<string, SpaceBuilder> read = [];

    private FlowReader(LayerRecording recording)
    {
        values.Add(new FlowValue(recording.Input, null, FeatureLayout.Last));
        var resolver = new FlowResolver(values);
        foreach (var call in recording.Calls)
            Follow(call, resolver.Find(call.Input));
        if (resolver.Find(recording.Output) is { } output)
            output.Space?.Fix();
        else
            Unexplained.Add("the network's output");
        if (Unexplained.Count > 0)
            foreach (var value in values)
                value.Space?.Fix();
    }

    /// <summary>What is fed by something that the reader could not trace; every feature may then be seen elsewhere.</summary>
    public List<string> Unexplained { get; } = [];

    public IReadOnlyList<FeatureSpace> Spaces =>
        [
            .. spaces
                .Where(s => ReferenceEquals(s.Root, s))
                .Select(s => s.Build())
                .Where(s => s.Linearised != FeatureGroup.None),
        ];

    /// <summary>The spaces of a network.</summary>
    /// <param name="structure">The network.</param>
    /// <param name="probe">A few inputs.</param>
    public static FlowReader Of(NetworkStructure structure, Tensor probe)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        using var recording = structure.Record(probe);
        return new FlowReader(recording);
    }

    private void Follow(LayerCall call, FlowValue? input)
    {
        if (input is null)
        {
            Unexplained.Add($"the input of {call.Layer.Name}");
            input = new FlowValue(call.Input, null, FeatureLayout.Last);
        }
        values.Add(
            call.Layer switch
            {
                DenseLayer dense => Dense(dense, input, call.Output),
                ConvolutionLayer convolution => Convolved(convolution, input, call.Output),
                ActivationLayer activation => Activated(activation, input, call.Output),
                PoolLayer pool => Pooled(pool, input, call.Output),
                ReshapeLayer => input.Reshaped(call.Output),
                NormalizationLayer norm => Normalised(norm, input, call.Output),
                EmbeddingLayer table => New(
                    table.Name,
                    [new MatrixView(table.Weight, [.. table.Weight.Shape], 1)],
                    call.Output,
                    FeatureLayout.Last
                ),
                _ => Unknown(input, call.Output),
            }
        );
    }

    private FlowValue Dense(DenseLayer layer, FlowValue input, Tensor output)
    {
        var (outputs, inputs) = (layer.Weight.Shape[0], layer.Weight.Shape[1]);
        if (input.Layout == FeatureLayout.Channel)
            input.Space?.Fix();
        else
            Read(
                layer.Name,
                input.Space,
                new MatrixView(layer.Weight, [outputs, inputs / input.Places, input.Places], 1)
            );
        return New(layer.Name, Writers(layer.Weight, layer.Bias), output, FeatureLayout.Last);
    }

    private FlowValue Convolved(ConvolutionLayer layer, FlowValue input, Tensor output)
    {
        if (input.Layout != FeatureLayout.Channel || layer.Groups > 1)
            input.Space?.Fix();
        else
            Read(layer.Name, input.Space, new MatrixView(layer.Weight, [.. layer.Weight.Shape], 1));
        return New(layer.Name, Writers(layer.Weight, layer.Bias), output, FeatureLayout.Channel);
    }

    private static MatrixView[] Writers(ParameterSlice weight, ParameterSlice? bias)
    {
        var view = new MatrixView(weight, [.. weight.Shape], 0);
        return bias is null ? [view] : [view, new MatrixView(bias, [bias.Length], 0)];
    }

    private static FlowValue Activated(ActivationLayer layer, FlowValue input, Tensor output)
    {
        input.Space?.Restrict(
            layer.Kind switch
            {
                ActivationKind.Identity => FeatureGroup.General,
                ActivationKind.Homogeneous => FeatureGroup.Diagonal,
                _ => FeatureGroup.None,
            }
        );
        return input with { Tensor = output };
    }

    private static FlowValue Pooled(PoolLayer layer, FlowValue input, Tensor output)
    {
        if (!layer.IsLinear)
            input.Space?.Restrict(FeatureGroup.Diagonal);
        return input with { Tensor = output };
    }

    /// <summary>Scale and shift write the features anew; those that arrive end here, as the statistics see them.</summary>
    private FlowValue Normalised(NormalizationLayer layer, FlowValue input, Tensor output)
    {
        input.Space?.Fix();
        if (layer.Scale is null || layer.Kind == NormalizationKind.Sample && output.dim() != 2)
            return Unknown(input, output);
        var views = new[] { layer.Scale, layer.Shift }
            .OfType<ParameterSlice>()
            .Select(s => new MatrixView(s, [s.Length], 0))
            .ToArray();
        var value = New(layer.Name, views, output, output.dim() > 2 ? FeatureLayout.Channel : FeatureLayout.Last);
        value.Space!.RestrictToScales();
        return value;
    }

    private static FlowValue Unknown(FlowValue input, Tensor output)
    {
        input.Space?.Fix();
        return new FlowValue(output, null, FeatureLayout.Last);
    }

    /// <summary>The features that a layer writes; a layer that is used twice writes the same ones.</summary>
    private FlowValue New(string name, MatrixView[] writers, Tensor output, FeatureLayout layout)
    {
        if (!written.TryGetValue(name, out var space))
        {
            space = new SpaceBuilder((int)writers[0].Features);
            foreach (var writer in writers)
                space.Write(writer);
            spaces.Add(space);
            written.Add(name, space);
        }
        return new FlowValue(output, space, layout);
    }

    private void Read(string name, SpaceBuilder? space, MatrixView view)
    {
        var known = read.TryGetValue(name, out var before);
        if (space is null || known && before is null)
        {
            space?.Fix();
            before?.Fix();
            return;
        }
        space.Read(view);
        read[name] = known ? SpaceBuilder.Merge(before!, space) : space;
    }
}
