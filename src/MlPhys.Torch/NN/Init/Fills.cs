namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1.0);

            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0.0);

            public static Tensor constant_(Tensor tensor, Scalar val)
            {
                using var untracked = no_grad();
                return tensor.fill_(val);
            }

            public static Tensor eye_(Tensor tensor)
            {
                RefuseUnless(tensor.shape.Length == 2, tensor, "two dimensions");
                using var untracked = no_grad();
                return tensor.copy_(eye(tensor.shape[0], tensor.shape[1], tensor.dtype, tensor.device));
            }

            /// <summary>A convolution that hands its input channels on, as far as there are outputs for them.</summary>
            public static Tensor dirac_(Tensor tensor)
            {
                RefuseUnless(tensor.shape.Length is >= 3 and <= 5, tensor, "three to five dimensions");
                using var untracked = no_grad();
                tensor.zero_();
                var centre = tensor.shape[2..].Select(size => TensorIndex.Single(size / 2)).ToArray();
                for (var channel = 0L; channel < Math.Min(tensor.shape[0], tensor.shape[1]); channel++)
                    tensor[[TensorIndex.Single(channel), TensorIndex.Single(channel), .. centre]] = 1.0;
                return tensor;
            }

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null)
            {
                using var untracked = no_grad();
                return tensor.uniform_(low, high, generator);
            }

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null)
            {
                using var untracked = no_grad();
                return tensor.normal_(mean, std, generator);
            }

            /// <summary>A normal law cut to [a, b], by the inverse of its cumulative distribution.</summary>
            public static Tensor trunc_normal_(
                Tensor tensor,
                double mean = 0.0,
                double std = 1.0,
                double a = -2.0,
                double b = 2.0,
                Generator? generator = null
            )
            {
                using var untracked = no_grad();
                var (low, high) = (2 * NormalCdf((a - mean) / std) - 1, 2 * NormalCdf((b - mean) / std) - 1);
                return tensor.uniform_(low, high, generator).erfinv_().mul_(std * Math.Sqrt(2)).add_(mean).clamp_(a, b);
            }

            private static double NormalCdf(double x)
            {
                using var half = tensor(x / Math.Sqrt(2), ScalarType.Float64).erf();
                return (1 + half.item<double>()) / 2;
            }

            private static void RefuseUnless(bool fits, Tensor tensor, string expected)
            {
                if (!fits)
                    throw new ArgumentException(
                        $"The tensor has shape [{string.Join(", ", tensor.shape)}]; {expected} are needed.",
                        nameof(tensor)
                    );
            }
        }
    }
}
