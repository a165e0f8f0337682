namespace MlPhys.Numerics.Lanes;

/// <summary>Where the weights of a layer stand: for each output the weights of all inputs, its bias, and zeros up to a whole vector.</summary>
internal sealed record LinearLayer(int First, int Inputs, int Outputs)
{
    private const int Grain = 16;

    /// <summary>Numbers from one output's weights to the next one's.</summary>
    public int Stride => (Inputs + Grain) / Grain * Grain;

    public int Size => Stride * Outputs;
}
