using System.Numerics.Tensors;
using MlPhys.Numerics.LinearAlgebra;

namespace MlPhys.Numerics.Statistics;

/// <summary>What the analyses of a series share.</summary>
internal static class Series
{
    /// <summary>Refuses a series that is too short or holds a number that is not finite.</summary>
    public static void Require(double[] series, int least, string name)
    {
        if (series.Length < least)
            throw new ArgumentException($"{name} has length {series.Length}; at least {least} are needed", name);
        Matrix.RequireFinite(series, name);
    }

    public static double Mean(ReadOnlySpan<double> series) => TensorPrimitives.Sum(series) / series.Length;

    /// <summary>The series less its mean.</summary>
    public static double[] Centred(double[] series)
    {
        var centred = new double[series.Length];
        TensorPrimitives.Subtract(series, Mean(series), centred);
        return centred;
    }

    /// <summary>Sum of products at a lag, over the length of the series.</summary>
    public static double Autocovariance(ReadOnlySpan<double> centred, int lag) =>
        TensorPrimitives.Dot(centred[..^lag], centred[lag..]) / centred.Length;
}
