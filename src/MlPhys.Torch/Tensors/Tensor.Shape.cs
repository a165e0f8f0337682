namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The transpose of a matrix; of any tensor, its dimensions in reverse.</summary>
        public Tensor T => permute([.. Enumerable.Range(0, (int)dim()).Reverse().Select(d => (long)d)]);

        /// <summary>The conjugate transpose of a matrix.</summary>
        public Tensor H
        {
            get
            {
                using var transposed = T;
                return transposed.conj();
            }
        }

        /// <summary>The last two dimensions exchanged.</summary>
        public Tensor mT => transpose(-2, -1);

        /// <summary>The last two dimensions exchanged and the elements conjugated.</summary>
        public Tensor mH => adjoint();

        /// <summary>The real parts, as a view.</summary>
        public Tensor real => is_complex() ? real_part() : alias();

        /// <summary>The imaginary parts of a complex tensor, as a view.</summary>
        public Tensor imag => imaginary_part();

        /// <summary>Without dimensions of size one: all of them, or the one named.</summary>
        public Tensor squeeze(long? dim = null) => dim is { } d ? squeeze_one(d) : squeeze_all();

        public Tensor squeeze_(long? dim = null) => dim is { } d ? squeeze_one_(d) : squeeze_all_();

        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());

        public Tensor expand(Size sizes, bool isImplicit = false) => expand(sizes.Shape, isImplicit);

        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);

        public Tensor roll(long shifts, long? dims = null) => dims is { } d ? roll([shifts], [d]) : roll([shifts]);

        public Tensor roll((long, long) shifts, (long, long) dims) =>
            roll([shifts.Item1, shifts.Item2], [dims.Item1, dims.Item2]);

        public IList<Tensor> nonzero_as_list() => where_indices(this);

        public Tensor tensordot(Tensor b, long dims = 2)
        {
            var first = Enumerable.Range((int)(dim() - dims), (int)dims).Select(d => (long)d).ToArray();
            var second = Enumerable.Range(0, (int)dims).Select(d => (long)d).ToArray();
            return tensordot(b, first, second);
        }

        public Tensor tensordot(Tensor b, (long, long)[] dims) =>
            tensordot(b, Array.ConvertAll(dims, d => d.Item1), Array.ConvertAll(dims, d => d.Item2));

        /// <summary>The distinct elements, or the distinct slices along a dimension.</summary>
        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(
            bool sorted = true,
            bool return_inverse = false,
            bool return_counts = false,
            int? dim = null
        ) =>
            Wanted(
                dim is { } d
                    ? unique_along(d, sorted, return_inverse, return_counts)
                    : unique_all(sorted, return_inverse, return_counts),
                return_inverse,
                return_counts
            );

        /// <summary>One element of each run of equal neighbours.</summary>
        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique_consecutive(
            bool return_inverse = false,
            bool return_counts = false,
            int? dim = null
        ) => Wanted(unique_runs(return_inverse, return_counts, dim), return_inverse, return_counts);

        private static (Tensor, Tensor?, Tensor?) Wanted(
            (Tensor Output, Tensor Inverse, Tensor Counts) found,
            bool inverse,
            bool counts
        )
        {
            if (!inverse)
                found.Inverse.Dispose();
            if (!counts)
                found.Counts.Dispose();
            return (found.Output, inverse ? found.Inverse : null, counts ? found.Counts : null);
        }
    }
}
