namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        public string? name { get; set; }

        public ScalarType dtype => (ScalarType)Info().Dtype;

        public Device device
        {
            get
            {
                var info = Info();
                return info.DeviceType == (int)DeviceType.CPU
                    ? CPU
                    : new((DeviceType)info.DeviceType, info.DeviceIndex);
            }
        }

        public DeviceType device_type => (DeviceType)Info().DeviceType;

        public int device_index => Info().DeviceIndex;

        public long Dimensions => Info().Dimensions;

        public long ndim => Info().Dimensions;

        public long NumberOfElements => Info().Numel;

        public long ElementSize => Info().ElementSize;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_sparse => Info().Flags.HasFlag(TensorFlags.NotStrided);

        public long[] shape
        {
            get
            {
                var info = Info();
                var sizes = new ReadOnlySpan<long>(info.Sizes, info.Dimensions).ToArray();
                GC.KeepAlive(this);
                return sizes;
            }
        }

        public long dim() => Info().Dimensions;

        public long numel() => Info().Numel;

        public long element_size() => Info().ElementSize;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_complex() => torch.is_complex(dtype);

        public bool is_contiguous() => Info().Flags.HasFlag(TensorFlags.Contiguous);

        public bool is_conj() => Info().Flags.HasFlag(TensorFlags.Conjugated);

        public bool is_neg() => Info().Flags.HasFlag(TensorFlags.Negated);

        public long[] size() => shape;

        /// <param name="dim">Counted from the end where negative.</param>
        /// <exception cref="ArgumentOutOfRangeException">The tensor has no such dimension.</exception>
        public long size(int dim) => shape[Dimension(dim)];

        public long[] stride()
        {
            var info = Info();
            if (info.Strides is null)
                throw new InvalidOperationException("A sparse tensor has no strides.");
            var strides = new ReadOnlySpan<long>(info.Strides, info.Dimensions).ToArray();
            GC.KeepAlive(this);
            return strides;
        }

        /// <param name="dim">Counted from the end where negative.</param>
        public long stride(int dim) => stride()[Dimension(dim)];

        internal TensorInfo Info()
        {
            TensorInfo info;
            NativeMethods.mlphys_info(Handle, &info);
            GC.KeepAlive(this);
            return info;
        }

        private int Dimension(int dim)
        {
            var count = Info().Dimensions;
            return dim >= -count && dim < count
                ? (dim + count) % count
                : throw new ArgumentOutOfRangeException(nameof(dim), $"Dimension {dim} of a tensor that has {count}.");
        }
    }
}
