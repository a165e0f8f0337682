namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>A constant fraction of the rate for a number of epochs, then the whole rate.</summary>
                public class ConstantLR : FactorLR
                {
                    private readonly double factor;
                    private readonly int total;

                    public ConstantLR(
                        Optimizer optimizer,
                        double factor = 1.0 / 3,
                        int total_iters = 5,
                        int last_epoch = -1,
                        bool verbose = false
                    )
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (!(factor > 0 && factor <= 1))
                            throw new ArgumentOutOfRangeException(
                                nameof(factor),
                                $"The factor is {factor}, expected within (0, 1]."
                            );
                        (this.factor, total) = (factor, total_iters);
                        step();
                    }

                    private protected override double Factor(int epoch) => epoch < total ? factor : 1;

                    private protected override double Ratio(int epoch) =>
                        epoch == 0 ? Factor(0)
                        : epoch == total ? 1 / factor
                        : 1;
                }

                /// <summary>From one fraction of the rate to another along a line.</summary>
                public class LinearLR : FactorLR
                {
                    private readonly double start;
                    private readonly double end;
                    private readonly int total;

                    public LinearLR(
                        Optimizer optimizer,
                        double start_factor = 1.0 / 3,
                        double end_factor = 1.0,
                        int total_iters = 5,
                        int last_epoch = -1,
                        bool verbose = false
                    )
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (!(start_factor > 0 && start_factor <= 1))
                            throw new ArgumentOutOfRangeException(
                                nameof(start_factor),
                                $"The factor is {start_factor}, expected within (0, 1]."
                            );
                        if (!(end_factor >= 0 && end_factor <= 1))
                            throw new ArgumentOutOfRangeException(
                                nameof(end_factor),
                                $"The factor is {end_factor}, expected within [0, 1]."
                            );
                        (start, end, total) = (start_factor, end_factor, total_iters);
                        step();
                    }

                    private protected override double Factor(int epoch) =>
                        start + (end - start) * Math.Min(total, epoch) / total;

                    private protected override double Ratio(int epoch) =>
                        epoch == 0 ? start
                        : epoch > total ? 1
                        : 1 + (end - start) / (total * start + (epoch - 1) * (end - start));
                }
            }
        }
    }
}
