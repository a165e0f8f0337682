namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            /// <summary>He et al. 2015: uniform with variance gain²/fan.</summary>
            public static Tensor kaiming_uniform_(
                Tensor tensor,
                double a = 0,
                FanInOut mode = FanInOut.FanIn,
                NonlinearityType nonlinearity = NonlinearityType.LeakyReLU
            )
            {
                var bound = Math.Sqrt(3) * KaimingDeviation(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>He et al. 2015: normal with variance gain²/fan.</summary>
            public static Tensor kaiming_normal_(
                Tensor tensor,
                double a = 0,
                FanInOut mode = FanInOut.FanIn,
                NonlinearityType nonlinearity = NonlinearityType.LeakyReLU
            ) => normal_(tensor, 0, KaimingDeviation(tensor, a, mode, nonlinearity));

            /// <summary>Glorot and Bengio 2010: uniform with variance 2 gain²/(fan in + fan out).</summary>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1.0)
            {
                var bound = Math.Sqrt(3) * XavierDeviation(tensor, gain);
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Glorot and Bengio 2010: normal with variance 2 gain²/(fan in + fan out).</summary>
            public static Tensor xavier_normal_(Tensor tensor, double gain = 1.0) =>
                normal_(tensor, 0, XavierDeviation(tensor, gain));

            public static Tensor glorot_uniform_(Tensor tensor, double gain = 1.0) => xavier_uniform_(tensor, gain);

            public static Tensor glorot_normal_(Tensor tensor, double gain = 1.0) => xavier_normal_(tensor, gain);

            /// <summary>Saxe et al. 2013: a random (semi-)orthogonal matrix over the flattened trailing dimensions.</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1.0)
            {
                RefuseUnless(tensor.shape.Length >= 2, tensor, "two or more dimensions");
                using var untracked = no_grad();
                var rows = tensor.shape[0];
                var columns = tensor.numel() / rows;
                var gaussian = tensor.new_empty([rows, columns]).normal_(0, 1);
                var (q, r) = linalg.qr(rows < columns ? gaussian.t() : gaussian);
                q = q.mul(r.diagonal().sign());
                return tensor.copy_((rows < columns ? q.t() : q).reshape(tensor.shape)).mul_(gain);
            }

            /// <summary>Normal numbers, with the given share of each column set to zero.</summary>
            public static Tensor sparse_(Tensor tensor, double sparsity, double std = 0.01)
            {
                RefuseUnless(tensor.shape.Length == 2, tensor, "two dimensions");
                using var untracked = no_grad();
                var (rows, columns) = (tensor.shape[0], tensor.shape[1]);
                var zeroed = (long)Math.Ceiling(sparsity * rows);
                tensor.normal_(0, std);
                for (var column = 0L; column < columns; column++)
                    tensor
                        .select(1, column)
                        .index_fill_(0, randperm(rows, device: tensor.device).narrow(0, 0, zeroed), 0);
                return tensor;
            }

            /// <summary>PyTorch's default for layers that are linear in their input: all within ±1/√fan in.</summary>
            internal static void LikeLinear(Tensor weight, Tensor? bias)
            {
                kaiming_uniform_(weight, Math.Sqrt(5));
                var (fanIn, _) = CalculateFanInAndFanOut(weight);
                if (bias is not null && fanIn > 0)
                    uniform_(bias, -1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn));
            }

            private static double KaimingDeviation(
                Tensor tensor,
                double a,
                FanInOut mode,
                NonlinearityType nonlinearity
            )
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            private static double XavierDeviation(Tensor tensor, double gain)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return gain * Math.Sqrt(2.0 / (fanIn + fanOut));
            }
        }
    }
}
