using MlPhys.Curvature.Operators;
using MlPhys.Numerics.Random;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Spectra;

/// <summary>Random test vectors, a vector a row.</summary>
internal static class Probes
{
    public static Tensor Gaussian(RandomStream stream, int count, int length, ScalarType type) =>
        tensor(stream.Gaussians(count * length)).view(count, length).to(type);

    public static Tensor Signs(RandomStream stream, int count, int length, ScalarType type)
    {
        var signs = new double[(long)count * length];
        for (var start = 0; start < signs.Length; start += 64)
        {
            var bits = stream.Bits();
            for (var i = start; i < Math.Min(start + 64, signs.Length); i++, bits >>= 1)
                signs[i] = (bits & 1) == 0 ? 1 : -1;
        }
        return tensor(signs).view(count, length).to(type);
    }

    /// <summary>Gaussian vectors scaled to length sqrt(n).</summary>
    public static Tensor Spherical(RandomStream stream, int count, int length, ScalarType type)
    {
        var rows = Gaussian(stream, count, length, ScalarType.Float64);
        return (rows * (Math.Sqrt(length) / rows.norm(1, keepdim: true))).to(type);
    }

    public static void RequireSquare(LinearOperator map)
    {
        if (map.Rows != map.Columns)
            throw new ArgumentException($"the operator is {map.Rows} x {map.Columns}; it must be square", nameof(map));
    }
}
