using System.Numerics.Tensors;

namespace MlPhys.SparseIdentification.Tables;

/// <summary>A named, unit-bearing column of measured numbers.</summary>
/// <param name="Name">Name, as it appears in equations.</param>
/// <param name="Unit">Unit as text; empty: dimensionless or not told.</param>
/// <param name="Values">One value a measurement.</param>
public sealed record Column(string Name, string Unit, double[] Values)
{
    /// <summary>The column, if all its values are finite and as many as expected; NaN only where it may stand for a missing value.</summary>
    internal static Column Checked(
        Column column,
        int expected,
        string asIn,
        MissingValues missing = MissingValues.Refused
    )
    {
        if (column.Values.Length != expected)
            throw new ArgumentException(
                $"column '{column.Name}' has {column.Values.Length} values, expected {expected} as in {asIn}",
                nameof(column)
            );
        var bad = column
            .Values.Index()
            .Where(v => !double.IsFinite(v.Item) && !(missing == MissingValues.Kept && double.IsNaN(v.Item)))
            .ToArray();
        return bad.Length == 0
            ? column
            : throw new ArgumentException(
                $"column '{column.Name}' has {bad.Length} values that are not finite, first at row {bad[0].Index + 1}",
                nameof(column)
            );
    }

    /// <summary>Whether a value is missing.</summary>
    internal bool HasGaps => double.IsNaN(TensorPrimitives.Sum<double>(Values)) && Array.Exists(Values, double.IsNaN);

    /// <summary>The value that all parts of a column have; null where it changes. Missing values do not count.</summary>
    internal static double? Constant(params IEnumerable<double[]> parts)
    {
        double? constant = null;
        foreach (var value in parts.SelectMany(p => p).Where(x => !double.IsNaN(x)))
        {
            if (constant is { } known && value != known)
                return null;
            constant = value;
        }
        return constant;
    }

    /// <summary>The column at some of its measurements.</summary>
    internal Column At(int[] rows) => this with { Values = [.. rows.Select(i => Values[i])] };
}
