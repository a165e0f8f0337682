using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static MaxPool1d MaxPool1d(
            long kernel_size,
            long? stride = null,
            long? padding = null,
            long? dilation = null,
            bool ceil_mode = false
        ) => new(kernel_size, stride, padding, dilation, ceil_mode);

        public static MaxPool2d MaxPool2d(
            long kernel_size,
            long? stride = null,
            long? padding = null,
            long? dilation = null,
            bool ceil_mode = false
        ) => new(Repeated(kernel_size, 2), Repeated(stride, 2), Repeated(padding, 2), Repeated(dilation, 2), ceil_mode);

        public static MaxPool2d MaxPool2d(
            (long, long) kernel_size,
            (long, long)? stride = null,
            (long, long)? padding = null,
            (long, long)? dilation = null,
            bool ceil_mode = false
        ) => new(Listed(kernel_size), Listed(stride), Listed(padding), Listed(dilation), ceil_mode);

        public static MaxPool2d MaxPool2d(
            long[] kernel_size,
            long[]? stride = null,
            long[]? padding = null,
            long[]? dilation = null,
            bool ceil_mode = false
        ) => new(kernel_size, stride, padding, dilation, ceil_mode);

        public static MaxPool3d MaxPool3d(
            long kernel_size,
            long? stride = null,
            long? padding = null,
            long? dilation = null,
            bool ceil_mode = false
        ) => new(Repeated(kernel_size, 3), Repeated(stride, 3), Repeated(padding, 3), Repeated(dilation, 3), ceil_mode);

        public static MaxPool3d MaxPool3d(
            (long, long, long) kernel_size,
            (long, long, long)? stride = null,
            (long, long, long)? padding = null,
            (long, long, long)? dilation = null,
            bool ceil_mode = false
        ) => new(Listed(kernel_size), Listed(stride), Listed(padding), Listed(dilation), ceil_mode);

        public static MaxPool3d MaxPool3d(
            long[] kernel_size,
            long[]? stride = null,
            long[]? padding = null,
            long[]? dilation = null,
            bool ceil_mode = false
        ) => new(kernel_size, stride, padding, dilation, ceil_mode);

        public static AvgPool1d AvgPool1d(
            long kernel_size,
            long? stride = null,
            long padding = 0,
            bool ceil_mode = false,
            bool count_include_pad = true
        ) => new(kernel_size, stride, padding, ceil_mode, count_include_pad);

        public static AvgPool2d AvgPool2d(
            long kernel_size,
            long? stride = null,
            long? padding = null,
            bool ceil_mode = false,
            bool count_include_pad = true,
            long? divisor_override = null
        ) =>
            new(
                Repeated(kernel_size, 2),
                Repeated(stride, 2),
                Repeated(padding, 2),
                ceil_mode,
                count_include_pad,
                divisor_override
            );

        public static AvgPool2d AvgPool2d(
            (long, long) kernel_size,
            (long, long)? stride = null,
            (long, long)? padding = null,
            bool ceil_mode = false,
            bool count_include_pad = true,
            long? divisor_override = null
        ) => new(Listed(kernel_size), Listed(stride), Listed(padding), ceil_mode, count_include_pad, divisor_override);

        public static AvgPool2d AvgPool2d(
            long[] kernel_size,
            long[]? stride = null,
            long[]? padding = null,
            bool ceil_mode = false,
            bool count_include_pad = true,
            long? divisor_override = null
        ) => new(kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);

        public static AvgPool3d AvgPool3d(
            long kernel_size,
            long? stride = null,
            long? padding = null,
            bool ceil_mode = false,
            bool count_include_pad = true,
            long? divisor_override = null
        ) =>
            new(
                Repeated(kernel_size, 3),
                Repeated(stride, 3),
                Repeated(padding, 3),
                ceil_mode,
                count_include_pad,
                divisor_override
            );

        public static AvgPool3d AvgPool3d(
            (long, long, long) kernel_size,
            (long, long, long)? stride = null,
            (long, long, long)? padding = null,
            bool ceil_mode = false,
            bool count_include_pad = true,
            long? divisor_override = null
        ) => new(Listed(kernel_size), Listed(stride), Listed(padding), ceil_mode, count_include_pad, divisor_override);

        public static AvgPool3d AvgPool3d(
            long[] kernel_size,
            long[]? stride = null,
            long[]? padding = null,
            bool ceil_mode = false,
            bool count_include_pad = true,
            long? divisor_override = null
        ) => new(kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);
    }
}
