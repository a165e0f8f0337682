namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Integers as rows of zeros with a one.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) =>
                x.dtype == ScalarType.Int64
                    ? one_hot_of(x, num_classes)
                    : throw new ArgumentException($"The classes are {x.dtype}, expected Int64.", nameof(x));

            /// <summary>Rows of a table; those looked up are first shortened to the largest norm, if one is given.</summary>
            internal static Tensor Lookup(
                Tensor input,
                Tensor weight,
                long? paddingIndex,
                double? maxNorm,
                double normType,
                bool scaleGradByFreq,
                bool sparse
            )
            {
                if (maxNorm is { } most)
                {
                    using var untracked = no_grad();
                    using var shortened = embedding_renormed(weight, input, most, normType);
                    weight.copy_(shortened);
                }
                return embedding_of(weight, input, paddingIndex ?? -1, scaleGradByFreq, sparse);
            }
        }
    }
}
