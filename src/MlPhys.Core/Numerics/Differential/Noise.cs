using System.Numerics.Tensors;

namespace MlPhys.Numerics.Differential;

/// <summary>The noise of a stochastic equation, by structure; the schemes are cheaper the more of it is known.</summary>
internal abstract record Noise
{
    /// <summary>Wiener processes that drive n components.</summary>
    public abstract int Count(int components);
}

/// <summary>Constant columns, one after the other.</summary>
internal sealed record AdditiveNoise(double[] Columns, int Components) : Noise
{
    public override int Count(int components) =>
        components == Components
            ? Columns.Length / Components
            : throw new ArgumentException($"the noise drives {Components} components; the state has {components}");

    /// <summary>Adds B dW.</summary>
    public void AddTo(Span<double> x, ReadOnlySpan<double> increments)
    {
        for (var j = 0; j < increments.Length; j++)
            TensorPrimitives.MultiplyAdd(Columns.AsSpan(j * x.Length, x.Length), increments[j], x, x);
    }
}

/// <summary>Component i has its own Wiener process with an amplitude that depends on component i alone.</summary>
internal sealed record DiagonalNoise(VectorField Amplitude) : Noise
{
    public override int Count(int components) => components;
}

/// <summary>Any dependence of the columns on the state.</summary>
internal sealed record GeneralNoise(NoiseMatrix Columns, int Processes) : Noise
{
    public override int Count(int components) => Processes;
}
