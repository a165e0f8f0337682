using System.Numerics;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>The raw bytes of a contiguous tensor in CPU memory, shared with it.</summary>
        /// <exception cref="InvalidOperationException">The tensor lives elsewhere or is not contiguous.</exception>
        public Span<byte> bytes
        {
            get
            {
                if (!is_contiguous())
                    throw new InvalidOperationException("The tensor is not contiguous; take contiguous() first.");
                return new((void*)DataPointer(), checked((int)(numel() * ElementSize)));
            }
        }

        /// <summary>The elements, in row-major order; writing to them writes to the tensor.</summary>
        /// <exception cref="InvalidOperationException">The tensor is not in CPU memory.</exception>
        /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the type of the elements.</exception>
        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            ValidateType(typeof(T));
            return new(this);
        }

        /// <summary>The single element of a tensor that has one.</summary>
        /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the type of the elements.</exception>
        /// <exception cref="InvalidOperationException">The tensor has not exactly one element.</exception>
        public T item<T>()
            where T : unmanaged
        {
            ValidateType(typeof(T));
            var count = numel();
            if (count != 1)
                throw new InvalidOperationException($"item<{typeof(T).Name}>() needs one element; there are {count}.");
            if (device_type == DeviceType.CPU && !is_conj() && !is_neg() && !is_sparse)
            {
                var value = *(T*)DataPointer();
                GC.KeepAlive(this);
                return value;
            }
            using var local = contiguous_on_cpu();
            var copied = *(T*)local.DataPointer();
            GC.KeepAlive(local);
            return copied;
        }

        public T ReadCpuValue<T>(long i)
            where T : unmanaged => data<T>()[Unravel(i)];

        public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);

        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);

        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);

        public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);

        public bool ReadCpuBool(long i) => ReadCpuValue<bool>(i);

        /// <summary>The single element as a scalar.</summary>
        public Scalar ToScalar() =>
            dtype switch
            {
                ScalarType.Byte => item<byte>(),
                ScalarType.Int8 => item<sbyte>(),
                ScalarType.Int16 => item<short>(),
                ScalarType.Int32 => item<int>(),
                ScalarType.Int64 => item<long>(),
                ScalarType.Float16 => item<Half>(),
                ScalarType.Float32 => item<float>(),
                ScalarType.Float64 => item<double>(),
                ScalarType.Bool => item<bool>(),
                ScalarType.ComplexFloat32 => item<(float, float)>(),
                ScalarType.ComplexFloat64 => item<Complex>(),
                var other => throw new NotSupportedException(
                    $"There is no .NET number for an element of type {other}."
                ),
            };

        internal nint DataPointer()
        {
            if (device_type != DeviceType.CPU)
                throw new InvalidOperationException($"The tensor lives on {device}; take cpu() to read it.");
            var pointer = (nint)NativeMethods.mlphys_data(Handle);
            if (pointer == 0 && numel() != 0)
                throw NativeError.Last();
            GC.KeepAlive(this);
            return pointer;
        }

        internal void ValidateType(Type type)
        {
            var expected = dtype;
            if (ToScalarType(type) != expected)
                throw new ArgumentException(
                    $"The tensor's elements are {expected}; {type.Name} does not hold them.",
                    nameof(type)
                );
        }

        /// <summary>A tensor with the same elements, in row-major order in CPU memory, without lazy conjugation or sign.</summary>
        internal Tensor contiguous_on_cpu()
        {
            using var scope = NewDisposeScope();
            var plain = is_sparse ? to_dense() : this;
            return plain.cpu().resolve_conj().resolve_neg().contiguous().alias().MoveToOuterDisposeScope();
        }

        private long[] Unravel(long position)
        {
            var sizes = shape;
            var indices = new long[sizes.Length];
            for (var d = sizes.Length - 1; d >= 0; d--)
            {
                indices[d] = position % sizes[d];
                position /= sizes[d];
            }
            return indices;
        }
    }
}
