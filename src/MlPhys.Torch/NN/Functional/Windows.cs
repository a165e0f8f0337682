namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor max_pool2d(
                Tensor input,
                long kernel_size,
                long? stride = null,
                long? padding = null,
                long? dilation = null,
                bool ceil_mode = false
            ) => max_pool2d(input, [kernel_size], [stride ?? kernel_size], [padding ?? 0], [dilation ?? 1], ceil_mode);

            public static Tensor max_pool2d(
                Tensor input,
                (long, long) kernel_size,
                (long, long)? stride = null,
                (long, long)? padding = null,
                (long, long)? dilation = null,
                bool ceil_mode = false
            ) => max_pool2d(input, Listed(kernel_size), Listed(stride), Listed(padding), Listed(dilation), ceil_mode);

            public static Tensor avg_pool2d(
                Tensor input,
                long kernel_size,
                long? stride = null,
                long padding = 0,
                bool ceil_mode = false,
                bool count_include_pad = true,
                long? divisor_override = null
            ) =>
                avg_pool2d(
                    input,
                    [kernel_size],
                    [stride ?? kernel_size],
                    [padding],
                    ceil_mode,
                    count_include_pad,
                    divisor_override
                );

            public static Tensor avg_pool2d(
                Tensor input,
                (long, long) kernel_size,
                (long, long)? stride = null,
                (long, long)? padding = null,
                bool ceil_mode = false,
                bool count_include_pad = true,
                long? divisor_override = null
            ) =>
                avg_pool2d(
                    input,
                    Listed(kernel_size),
                    Listed(stride),
                    Listed(padding),
                    ceil_mode,
                    count_include_pad,
                    divisor_override
                );

            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) =>
                adaptive_avg_pool2d(input, Listed(output_size));

            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) =>
                adaptive_avg_pool2d(input, Repeated(output_size, 2));

            public static Tensor adaptive_avg_pool3d(Tensor input, (long, long, long) output_size) =>
                adaptive_avg_pool3d(input, Listed(output_size));

            public static Tensor adaptive_avg_pool3d(Tensor input, long output_size) =>
                adaptive_avg_pool3d(input, Repeated(output_size, 3));

            public static Tensor adaptive_max_pool1d(Tensor input, long output_size) =>
                ValuesOf(adaptive_max_pool1d_with_indices(input, output_size));

            public static Tensor adaptive_max_pool2d(Tensor input, long[] output_size) =>
                ValuesOf(adaptive_max_pool2d_with_indices(input, output_size));

            public static Tensor adaptive_max_pool3d(Tensor input, long[] output_size) =>
                ValuesOf(adaptive_max_pool3d_with_indices(input, output_size));

            /// <summary>Sums windows, laid out as columns, back into an image.</summary>
            public static Tensor fold(
                Tensor input,
                long output_size,
                long kernel_size,
                long dilation = 1,
                long padding = 0,
                long stride = 1
            ) =>
                fold(
                    input,
                    (output_size, output_size),
                    (kernel_size, kernel_size),
                    (dilation, dilation),
                    (padding, padding),
                    (stride, stride)
                );

            public static Tensor fold(
                Tensor input,
                (long, long) output_size,
                (long, long) kernel_size,
                (long, long)? dilation = null,
                (long, long)? padding = null,
                (long, long)? stride = null
            ) =>
                fold_of(
                    input,
                    Listed(output_size),
                    Listed(kernel_size),
                    Listed(dilation ?? (1, 1)),
                    Listed(padding ?? (0, 0)),
                    Listed(stride ?? (1, 1))
                );

            /// <summary>The windows of an image as columns.</summary>
            public static Tensor unfold(
                Tensor input,
                long kernel_size,
                long dilation = 1,
                long padding = 0,
                long stride = 1
            ) => unfold(input, (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            public static Tensor unfold(
                Tensor input,
                (long, long) kernel_size,
                (long, long)? dilation = null,
                (long, long)? padding = null,
                (long, long)? stride = null
            ) =>
                unfold_of(
                    input,
                    Listed(kernel_size),
                    Listed(dilation ?? (1, 1)),
                    Listed(padding ?? (0, 0)),
                    Listed(stride ?? (1, 1))
                );

            private static Tensor ValuesOf((Tensor Values, Tensor Indices) pooled)
            {
                pooled.Indices.Dispose();
                return pooled.Values;
            }
        }
    }
}
