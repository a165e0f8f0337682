namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        private static long[] Repeated(long size, int dimensions)
        {
            var sizes = new long[dimensions];
            Array.Fill(sizes, size);
            return sizes;
        }

        private static long[]? Repeated(long? size, int dimensions) =>
            size is { } number ? Repeated(number, dimensions) : null;

        private static long[] Listed((long, long) sizes) => [sizes.Item1, sizes.Item2];

        private static long[] Listed((long, long, long) sizes) => [sizes.Item1, sizes.Item2, sizes.Item3];

        private static long[]? Listed((long, long)? sizes) => sizes is { } pair ? Listed(pair) : null;

        private static long[]? Listed((long, long, long)? sizes) => sizes is { } triple ? Listed(triple) : null;
    }
}
