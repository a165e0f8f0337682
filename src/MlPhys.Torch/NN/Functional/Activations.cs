using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            // In place, a fresh handle of the changed input is returned, so that disposing the result leaves the input alive.

            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_().alias() : x.relu();

            public static Tensor relu6(Tensor x, bool inplace = false) => inplace ? x.relu6_().alias() : x.relu6();

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace ? input.leaky_relu_(negative_slope).alias() : input.leaky_relu(negative_slope);

            /// <summary>A leaky ReLU whose slopes are drawn anew for each element.</summary>
            public static Tensor rrelu(
                Tensor x,
                double lower = 1.0 / 8,
                double upper = 1.0 / 3,
                bool inplace = false
            ) => RandomizedRelu(x, lower, upper, training: false, inplace);

            public static Tensor prelu(Tensor input, Tensor weight) => input.prelu(weight);

            public static Tensor hardtanh(
                Tensor x,
                double min_val = -1.0,
                double max_val = 1.0,
                bool inplace = false
            ) => inplace ? x.hardtanh_(min_val, max_val).alias() : x.hardtanh(min_val, max_val);

            public static Tensor threshold(Tensor x, double threshold, double value, bool inplace = false) =>
                inplace ? x.threshold_(threshold, value).alias() : x.threshold(threshold, value);

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                inplace ? x.elu_(alpha).alias() : x.elu(alpha);

            public static Tensor celu(Tensor x, double alpha, bool inplace = false) =>
                inplace ? x.celu_(alpha).alias() : x.celu(alpha);

            public static Tensor selu(Tensor x, bool inplace = false) => inplace ? x.selu_().alias() : x.selu();

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) =>
                x.softplus(beta, threshold);

            public static Tensor gelu(Tensor x) => x.gelu();

            public static Tensor gelu(Tensor x, bool inplace) => gelu(x, Modules.GELU.Approximate.none, inplace);

            public static Tensor gelu(Tensor x, GELU.Approximate approximate, bool inplace = false) =>
                inplace ? gelu_of_(x, approximate.ToString()).alias() : gelu_of(x, approximate.ToString());

            public static Tensor glu(Tensor input, long dim = -1) => input.glu(dim);

            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? x.silu_().alias() : x.silu();

            public static Tensor mish(Tensor x, bool inplace = false) => inplace ? mish_of_(x).alias() : mish_of(x);

            public static Tensor hardswish(Tensor input, bool inplace = false) =>
                inplace ? input.hardswish_().alias() : input.hardswish();

            public static Tensor hardsigmoid(Tensor input, bool inplace = false) =>
                inplace ? input.hardsigmoid_().alias() : input.hardsigmoid();

            public static Tensor sigmoid(Tensor x) => x.sigmoid();

            public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? x.sigmoid_().alias() : x.sigmoid();

            public static Tensor logsigmoid(Tensor x) => x.log_sigmoid();

            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_().alias() : x.tanh();

            public static Tensor tanhshrink(Tensor x, bool inplace = false)
            {
                using var saturated = x.tanh();
                return inplace ? x.sub_(saturated).alias() : x.sub(saturated);
            }

            public static Tensor softsign(Tensor x, bool inplace = false)
            {
                using var scope = NewDisposeScope();
                var size = x.abs().add(1);
                return (inplace ? x.div_(size).alias() : x.div(size)).MoveToOuterDisposeScope();
            }

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            public static Tensor softmin(Tensor x, long dim)
            {
                using var negative = x.neg();
                return negative.softmax(dim);
            }

            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            /// <param name="x">[batch, channels, height, width] or [channels, height, width].</param>
            public static Tensor softmax2d(Tensor x) =>
                x.dim() is 3 or 4
                    ? x.softmax(-3)
                    : throw new ArgumentException($"An image has 3 or 4 dimensions, not {x.dim()}.", nameof(x));

            internal static Tensor RandomizedRelu(Tensor x, double lower, double upper, bool training, bool inplace) =>
                inplace ? rrelu_of_(x, lower, upper, training).alias() : rrelu_of(x, lower, upper, training);
        }
    }
}
