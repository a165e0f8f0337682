namespace MlPhys.SparseIdentification.Fitting;

/// <summary>The linear map from a function's values at the samples to the rows of the regression: weights for
/// rate tables, integrals against test functions in the weak form.</summary>
internal interface IRows
{
    /// <summary>Number of rows.</summary>
    int Count { get; }

    /// <summary>The rows of a function with the given values at the samples.</summary>
    double[] Of(ReadOnlySpan<double> samples);
}
