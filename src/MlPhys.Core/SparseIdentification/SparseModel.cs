using MlPhys.SparseIdentification.Rates;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification;

/// <summary>The entry: equations from data, by choosing few terms from a library.</summary>
public static class SparseModel
{
    /// <summary>A rate law r = f(x1, x2, ...) for measured rates.</summary>
    public static RateIdentification For(RateTable table) => new(table);
}
