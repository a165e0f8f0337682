using System.Collections.Immutable;
using MlPhys.Information;

namespace MlPhys.LocalLearning;

/// <summary>
/// A kind of infomorphic neuron: its sources, the bins in which each summed input is counted, and its activation.
/// Sources are F (receptive, what it sees), C (context, what it is told), L (lateral, its neighbours).
/// </summary>
/// <remarks>Schneider et al., arXiv 2412.02482 (ICLR 2025); associative memory: arXiv 2511.02584.</remarks>
public sealed record NeuronModel
{
    private NeuronModel(
        string name,
        ImmutableArray<string> sources,
        Activation activation,
        ImmutableArray<Binning> bins
    ) => (Name, Sources, Activation, Bins) = (name, sources, activation, bins);

    /// <summary>Name of the kind.</summary>
    public string Name { get; }

    /// <summary>Names of the sources, the receptive one first.</summary>
    public ImmutableArray<string> Sources { get; }

    /// <summary>The activation.</summary>
    public Activation Activation { get; }

    /// <summary>Bins of each source.</summary>
    public ImmutableArray<Binning> Bins { get; }

    /// <summary>Hidden neuron with receptive, context and lateral input: g0 = 0.8, a = (0.1, 0.1), 20 bins on [-20, 20] each.</summary>
    public static NeuronModel Trivariate { get; } =
        Make("trivariate", ["F", "C", "L"], Activation.Modulated(0.8, 0.1, 0.1), Binning.Fixed(20, -20, 20));

    /// <summary>Hidden neuron with receptive and context input: g0 = 0.9, a = 0.2, 20 adaptive bins each.</summary>
    public static NeuronModel Context { get; } =
        Make("context", ["F", "C"], Activation.Modulated(0.9, 0.2), Binning.Adaptive(20));

    /// <summary>Hidden neuron with receptive and lateral input: g0 = 0.9, a = 0.2, 20 adaptive bins each.</summary>
    public static NeuronModel Lateral { get; } =
        Make("lateral", ["F", "L"], Activation.Modulated(0.9, 0.2), Binning.Adaptive(20));

    /// <summary>Output neuron with receptive input and its label as context, which teaches but does not drive: g0 = 1, a = 0.</summary>
    public static NeuronModel Output { get; } =
        Make("output", ["F", "C"], Activation.Modulated(1, 0), Binning.Adaptive(20));

    /// <summary>Neuron of an associative memory: external input E in 2 bins and internal input I in 60 bins on [-20, 20], added.</summary>
    public static NeuronModel Memory { get; } =
        new("memory", ["E", "I"], Activation.Additive, [Binning.Fixed(2, -20, 20), Binning.Fixed(60, -20, 20)]);

    /// <summary>A neuron of one's own.</summary>
    /// <param name="name">Name of the kind.</param>
    /// <param name="sources">Names of two or three sources, the receptive one first.</param>
    /// <param name="activation">The activation; a modulated one needs one weight for each further source.</param>
    /// <param name="bins">Bins of each source; at most 2^20 cells in all.</param>
    /// <exception cref="ArgumentException">Numbers of sources, weights and bins that do not fit, or too many cells.</exception>
    public static NeuronModel Of(
        string name,
        IEnumerable<string> sources,
        Activation activation,
        IEnumerable<Binning> bins
    )
    {
        var model = new NeuronModel(name, [.. sources], activation, [.. bins]);
        var count = model.Sources.Length;
        if (count is not (2 or 3))
            throw new ArgumentException($"a neuron has 2 or 3 sources, found {count}", nameof(sources));
        if (model.Bins.Length != count)
            throw new ArgumentException(
                $"{count} sources need {count} binnings, found {model.Bins.Length}",
                nameof(bins)
            );
        if (!activation.IsAdditive && activation.Modulation.Length != count - 1)
            throw new ArgumentException(
                $"{count} sources need {count - 1} modulation weights, found {activation.Modulation.Length}",
                nameof(activation)
            );
        if (model.Bins.Aggregate(1L, (cells, b) => cells * b.Bins) is > 1 << 20 and var cells)
            throw new ArgumentException($"expected at most {1 << 20} cells, found {cells}", nameof(bins));
        return model;
    }

    private static NeuronModel Make(string name, string[] sources, Activation activation, Binning binning) =>
        Of(name, sources, activation, sources.Select(_ => binning));
}
