namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>x/max(‖x‖, ε) along a dimension.</summary>
            public static Tensor normalize(Tensor input, double p = 2.0, long dim = 1L, double eps = 1e-12)
            {
                using var scope = NewDisposeScope();
                var norm = linalg.vector_norm(input, p, [dim], keepdim: true).clamp_min(eps);
                return (input / norm).MoveToOuterDisposeScope();
            }

            /// <summary>x/(k + α ⟨x²⟩)^β, the mean over a window of neighbouring channels.</summary>
            public static Tensor local_response_norm(
                Tensor input,
                long size,
                double alpha = 0.0001,
                double beta = 0.75,
                double k = 1.0
            )
            {
                if (input.dim() < 3)
                    throw new ArgumentException(
                        $"The input has {input.dim()} dimensions, expected 3 or more.",
                        nameof(input)
                    );
                using var scope = NewDisposeScope();
                var shape = input.shape;
                var squares = input.square().reshape(shape[0], 1, shape[1], -1, 1);
                var padded = pad(squares, [0, 0, 0, 0, size / 2, (size - 1) / 2]);
                var means = avg_pool3d(padded, [size, 1, 1], [1, 1, 1]).reshape(shape);
                return (input / means.mul(alpha).add(k).pow(beta)).MoveToOuterDisposeScope();
            }

            public static Tensor gaussian_nll_loss(
                Tensor input,
                Tensor target,
                Tensor variance,
                bool full = false,
                float eps = 1e-6f,
                Reduction reduction = Reduction.Mean
            )
            {
                using var scope = NewDisposeScope();
                // As in PyTorch, the floor on the variance is not differentiated through.
                var bounded = variance.clone();
                using (no_grad())
                    bounded.clamp_(min: eps);
                var losses = (bounded.log() + (input - target).square() / bounded) / 2;
                if (full)
                    losses = losses + Math.Log(2 * Math.PI) / 2;
                return Reduced(losses, reduction).MoveToOuterDisposeScope();
            }

            public static Tensor multilabel_soft_margin_loss(
                Tensor input,
                Tensor target,
                Tensor? weight = null,
                Reduction reduction = Reduction.Mean
            )
            {
                using var scope = NewDisposeScope();
                var losses = -(target * input.log_sigmoid() + (1 - target) * (-input).log_sigmoid());
                if (weight is not null)
                    losses = losses * weight;
                return Reduced(losses.mean([-1]), reduction).MoveToOuterDisposeScope();
            }

            private static Tensor Reduced(Tensor losses, Reduction reduction) =>
                reduction switch
                {
                    Reduction.Mean => losses.mean(),
                    Reduction.Sum => losses.sum(),
                    _ => losses,
                };
        }
    }
}
