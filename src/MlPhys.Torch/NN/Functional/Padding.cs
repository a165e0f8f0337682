namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <param name="input">Any dimensions for constants; those of a batch of images or the like otherwise.</param>
            /// <param name="pad">Pairs (before, after), the last dimension first; negative numbers cut.</param>
            /// <param name="mode">What the margin is filled with.</param>
            /// <param name="value">The constant.</param>
            public static Tensor pad(
                Tensor input,
                long[] pad,
                PaddingModes mode = PaddingModes.Constant,
                double value = 0
            ) => functional.pad(input, pad.AsSpan(), mode, value);

            public static Tensor pad(
                Tensor input,
                ReadOnlySpan<long> pad,
                PaddingModes mode = PaddingModes.Constant,
                double value = 0
            ) =>
                mode switch
                {
                    PaddingModes.Reflect => pad_of(input, pad, "reflect", null),
                    PaddingModes.Replicate => pad_of(input, pad, "replicate", null),
                    PaddingModes.Circular => pad_of(input, pad, "circular", null),
                    _ => pad_of(input, pad, "constant", value),
                };

            public static Tensor pad(
                Tensor input,
                (long, long) pad,
                PaddingModes mode = PaddingModes.Constant,
                double value = 0
            ) => functional.pad(input, [pad.Item1, pad.Item2], mode, value);

            public static Tensor pad(
                Tensor input,
                (long, long, long, long) pad,
                PaddingModes mode = PaddingModes.Constant,
                double value = 0
            ) => functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            /// <summary>The same margin on every side of every dimension.</summary>
            public static Tensor pad(
                Tensor input,
                long pad,
                PaddingModes mode = PaddingModes.Constant,
                double value = 0
            ) => functional.pad(input, Repeated(pad, 2 * (int)input.dim()), mode, value);
        }
    }
}
