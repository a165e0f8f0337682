namespace TorchSharp;

public static partial class torch
{
    /// <summary>One entry between the brackets of an indexing expression.</summary>
    public readonly struct TensorIndex
    {
        /// <summary>As many full slices as are needed to use up the tensor's dimensions.</summary>
        public static readonly TensorIndex Ellipsis = new(Kind.Ellipsis);

        /// <summary>A new dimension of size one.</summary>
        public static readonly TensorIndex None = new(Kind.NewAxis);

        /// <summary>The same as <see cref="None"/>.</summary>
        public static readonly TensorIndex Null = new(Kind.NewAxis);

        /// <summary>A whole dimension.</summary>
        public static readonly TensorIndex Colon = Slice();

        private TensorIndex(Kind kind, long? start = null, long? stop = null, long? step = null, Tensor? mask = null)
        {
            Type = kind;
            Start = start;
            Stop = stop;
            Step = step;
            Mask = mask;
        }

        internal enum Kind
        {
            NewAxis,
            Single,
            Ellipsis,
            Bool,
            Tensor,
            Slice,
        }

        internal Kind Type { get; }

        internal long? Start { get; }

        internal long? Stop { get; }

        internal long? Step { get; }

        internal Tensor? Mask { get; }

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new(Kind.Slice, start, stop, step);

        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        public static TensorIndex Slice(Range range) =>
            Slice(Position(range.Start), range.End is { IsFromEnd: true, Value: 0 } ? null : Position(range.End));

        public static TensorIndex Bool(bool value) => new(Kind.Bool, value ? 1 : 0);

        public static TensorIndex Single(long? index) => new(Kind.Single, index);

        public static TensorIndex Tensor(Tensor tensor) => new(Kind.Tensor, mask: tensor);

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(Position(index));

        private static long Position(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
