using System.Collections.Immutable;

namespace MlPhys.LocalLearning;

/// <summary>
/// The probability to fire of a stochastic neuron, theta = P(y = +1) = s(A) with s the logistic function, from the summed input z
/// of each of its sources.
/// </summary>
/// <remarks>
/// Modulated: A = z_F [g0 + sum_k a_k s(2 z_F z_k)], the receptive input drives, the others only amplify: Schneider et al.,
/// arXiv 2412.02482, after Kay and Phillips. Additive: A = sum_k z_k, for associative memory: arXiv 2511.02584.
/// </remarks>
public sealed record Activation
{
    private Activation(double drive, ImmutableArray<double> modulation, bool isAdditive) =>
        (Drive, Modulation, IsAdditive) = (drive, modulation, isAdditive);

    /// <summary>g0, the weight of the receptive input alone.</summary>
    public double Drive { get; }

    /// <summary>a_k, the weight of each further source.</summary>
    public ImmutableArray<double> Modulation { get; }

    /// <summary>Whether the inputs are simply added.</summary>
    public bool IsAdditive { get; }

    /// <summary>The first source drives, the others modulate.</summary>
    /// <param name="drive">g0.</param>
    /// <param name="modulation">a_k of each further source.</param>
    /// <exception cref="ArgumentException">A number that is not finite.</exception>
    public static Activation Modulated(double drive, params double[] modulation) =>
        double.IsFinite(drive) && Array.TrueForAll(modulation, double.IsFinite)
            ? new Activation(drive, [.. modulation], isAdditive: false)
            : throw new ArgumentException("drive and modulation must be finite", nameof(modulation));

    /// <summary>All sources are added.</summary>
    public static Activation Additive { get; } = new(1, [], isAdditive: true);

    /// <summary>Probabilities to fire and not to fire for a batch; the second is s(-A), exact where 1 - theta would round to 0.</summary>
    /// <param name="z">Summed inputs [source * samples + sample].</param>
    /// <param name="gates">s(2 z_F z_k) of each further source, kept for <see cref="Backward"/>.</param>
    /// <param name="theta">P(y = +1) of each sample.</param>
    /// <param name="rest">P(y = -1) of each sample.</param>
    internal void Fire(ReadOnlySpan<double> z, Span<double> gates, Span<double> theta, Span<double> rest)
    {
        var samples = theta.Length;
        if (IsAdditive)
        {
            z[..samples].CopyTo(theta);
            for (var k = 1; k * samples < z.Length; k++)
                Lanes.Add(theta, z.Slice(k * samples, samples));
        }
        else
            Lanes.Modulate(z, Drive, Modulation.AsSpan(), gates, theta);
        Lanes.Logistic(theta, theta, rest);
    }

    /// <summary>Turns dG/dtheta into dG/dz of each source.</summary>
    /// <param name="z">Summed inputs [source * samples + sample].</param>
    /// <param name="gates">What <see cref="Fire"/> kept.</param>
    /// <param name="theta">P(y = +1).</param>
    /// <param name="rest">P(y = -1).</param>
    /// <param name="gradient">dG/dtheta of each sample.</param>
    /// <param name="delta">Result, dG/dz, of the shape of z.</param>
    internal void Backward(
        ReadOnlySpan<double> z,
        ReadOnlySpan<double> gates,
        ReadOnlySpan<double> theta,
        ReadOnlySpan<double> rest,
        ReadOnlySpan<double> gradient,
        Span<double> delta
    )
    {
        var samples = theta.Length;
        if (IsAdditive)
        {
            Lanes.Multiply(theta, rest, gradient, delta[..samples]);
            for (var k = 1; k * samples < z.Length; k++)
                delta[..samples].CopyTo(delta.Slice(k * samples, samples));
        }
        else
            Lanes.ModulateBackward(z, Drive, Modulation.AsSpan(), gates, theta, rest, gradient, delta);
    }
}
