namespace MlPhys.Numerics.LinearAlgebra;

/// <summary>Linear maps from functions of arrays.</summary>
internal static class LinearMaps
{
    /// <summary>Checks the length of what the function returns.</summary>
    public static LinearMap FromArrays(Func<double[], double[]> map) =>
        (x, result) =>
        {
            var product = map(x.ToArray());
            if (product.Length != result.Length)
                throw new ArgumentException(
                    $"the map returned {product.Length} numbers for {result.Length}",
                    nameof(map)
                );
            product.CopyTo(result);
        };
}
