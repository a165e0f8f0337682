using MlPhys.Numerics.Lanes;

namespace MlPhys.Flows;

/// <summary>The map of a bijective flow and its inverse in one precision.</summary>
internal sealed class LatentMap<T>(BijectiveFlow flow)
    where T : unmanaged
{
    private readonly Lazy<LaneEngine<T>> _latent = new(() => new LaneEngine<T>(flow.LatentProgram(), true));
    private readonly Lazy<LaneEngine<T>> _sampler = new(() => new LaneEngine<T>(flow.SamplerProgram(), false));
    private readonly Lazy<LaneBuffer<T>> _parameters = new(() => LaneVectors<T>.Of(flow.AllParameters));

    /// <summary>Latent variables, then the logarithm of the determinant.</summary>
    public T[,] Forward(T[,] x) =>
        _latent.Value.Evaluate(_parameters.Value, Checked(x, nameof(x)), flow.Threads, CancellationToken.None);

    /// <summary>Variables, then their log-density.</summary>
    public T[,] Inverse(T[,] z) =>
        _sampler.Value.Evaluate(_parameters.Value, Checked(z, nameof(z)), flow.Threads, CancellationToken.None);

    /// <summary>Derivatives of one latent variable with respect to all inputs.</summary>
    public T[,] Slopes(T[,] x, int latent) =>
        _latent
            .Value.Differentiate(_parameters.Value, Checked(x, nameof(x)), latent, 1, CancellationToken.None)
            .Derivatives;

    private T[,] Checked(T[,] rows, string name)
    {
        FlowInput.Check(rows, flow.Dimension + flow.ContextDimension, name, "variables and conditions");
        return rows;
    }
}
