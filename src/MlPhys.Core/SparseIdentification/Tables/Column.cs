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
}
