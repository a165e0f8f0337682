namespace MlPhys.Numerics.Differential;

/// <summary>Vector fields from functions of arrays.</summary>
internal static class Fields
{
    /// <summary>Checks the length of what the function returns; each call gets its own copy of the state, so that threads do not meet.</summary>
    public static VectorField FromArrays(Func<double, double[], double[]> field) =>
        (t, y, derivative) =>
        {
            var result = field(t, y.ToArray());
            if (result.Length != y.Length)
                throw new ArgumentException(
                    $"the function returned {result.Length} values for {y.Length} components",
                    nameof(field)
                );
            result.CopyTo(derivative);
        };
}
