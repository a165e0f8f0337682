namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Slices, single indices, new axes, masks and index tensors, as NumPy and PyTorch read them.</summary>
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[long i1]
        {
            get => select(0, i1);
            set
            {
                using var place = select(0, i1);
                place.copy_(value);
            }
        }

        public Tensor this[long i1, long i2]
        {
            get => this[[i1, i2]];
            set => this[[i1, i2]] = value;
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => this[[i1, i2, i3]];
            set => this[[i1, i2, i3]] = value;
        }

        public Tensor this[params long[] indices]
        {
            get => index(Array.ConvertAll(indices, i => (TensorIndex)i));
            set => index_put_(value, Array.ConvertAll(indices, i => (TensorIndex)i));
        }

        public Tensor index(params TensorIndex[] indices)
        {
            using var scope = NewDisposeScope();
            var (view, tensors) = View(indices);
            return (tensors is null ? view : Gather(view, tensors)).MoveToOuterDisposeScope();
        }

        public Tensor index(params Tensor[] indices) => Gather(this, indices);

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        /// <summary>Writes into the elements chosen; <paramref name="accumulate"/> adds instead.</summary>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            using var scope = NewDisposeScope();
            var (view, tensors) = View(indices);
            if (tensors is not null)
                Scatter(view, tensors, value, accumulate);
            else if (accumulate)
                view.add_(value);
            else
                view.copy_(WithoutLeadingOnes(value, view.dim()));
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false)
        {
            Scatter(this, indices, value, accumulate);
            return this;
        }

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var scope = NewDisposeScope();
            return index_put_(full([], value, dtype, device), indices);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices)
        {
            using var scope = NewDisposeScope();
            return index_put_(full([], value, dtype, device), indices);
        }

        /// <summary>
        /// Applies every index that makes a view; what is left are index tensors, by dimension of the view (null: the
        /// whole dimension), or null where there are none.
        /// </summary>
        private (Tensor View, Tensor?[]? Tensors) View(TensorIndex[] indices)
        {
            var consumed = indices.Sum(Consumed);
            if (consumed > dim())
                throw new ArgumentOutOfRangeException(
                    nameof(indices),
                    $"{consumed} indices into a tensor of {dim()} dimensions."
                );
            if (indices.Count(i => i.Type == TensorIndex.Kind.Ellipsis) > 1)
                throw new ArgumentException("An indexing expression takes one Ellipsis.", nameof(indices));
            var view = alias();
            var axis = 0L;
            SortedDictionary<long, Tensor> tensors = [];
            foreach (var entry in indices)
            {
                switch (entry.Type)
                {
                    case TensorIndex.Kind.NewAxis:
                        view = view.unsqueeze(axis++);
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        axis += dim() - consumed;
                        break;
                    case TensorIndex.Kind.Single:
                        view = view.select(axis, entry.Start ?? 0);
                        break;
                    case TensorIndex.Kind.Slice:
                        view = view.slice(axis, entry.Start ?? 0, entry.Stop ?? long.MaxValue, entry.Step ?? 1);
                        axis++;
                        break;
                    case TensorIndex.Kind.Bool:
                        view = view.unsqueeze(axis);
                        tensors[axis++] = tensor([entry.Start == 1], device: device);
                        break;
                    default:
                        tensors[axis] = entry.Mask!;
                        axis += Consumed(entry);
                        break;
                }
            }
            if (tensors.Count == 0)
                return (view, null);
            var list = new List<Tensor?>();
            var position = 0L;
            foreach (var (at, index) in tensors)
            {
                for (; position < at; position++)
                    list.Add(null);
                list.Add(index);
                position += Consumed(TensorIndex.Tensor(index));
            }
            return (view, [.. list]);
        }

        private static long Consumed(TensorIndex entry) =>
            entry.Type switch
            {
                TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
                TensorIndex.Kind.Tensor when entry.Mask!.dtype is ScalarType.Bool or ScalarType.Byte =>
                    entry.Mask.dim(),
                TensorIndex.Kind.Tensor => 1,
                _ => 0,
            };

        /// <summary>PyTorch lets a value have more leading ones than the place that it is written to.</summary>
        private static Tensor WithoutLeadingOnes(Tensor value, long dimensions)
        {
            var sizes = value.shape;
            var extra = 0;
            while (sizes.Length - extra > dimensions && sizes[extra] == 1)
                extra++;
            return extra == 0 ? value : value.view(sizes[extra..]);
        }
    }
}
