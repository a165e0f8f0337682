namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Rates that follow initial rate times factor(epoch), chained by the ratio of successive factors.</summary>
                public abstract class FactorLR : LRScheduler
                {
                    private protected FactorLR(Optimizer optimizer, int last_epoch, bool verbose)
                        : base(optimizer, last_epoch, verbose) { }

                    private protected abstract double Factor(int epoch);

                    /// <summary>Factor(epoch)/Factor(epoch − 1), and Factor(0) at epoch 0.</summary>
                    private protected abstract double Ratio(int epoch);

                    protected override IEnumerable<double> get_lr() =>
                        Groups.Select(group => group.LearningRate * Ratio(_last_epoch));

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        _base_lrs.Select(rate => rate * Factor(_last_epoch));
                }

                /// <summary>Times γ every so many epochs.</summary>
                public class StepLR : FactorLR
                {
                    private readonly int size;
                    private readonly double gamma;

                    public StepLR(
                        Optimizer optimizer,
                        int step_size,
                        double gamma = 0.1,
                        int last_epoch = -1,
                        bool verbose = false
                    )
                        : base(optimizer, last_epoch, verbose)
                    {
                        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step_size);
                        (size, this.gamma) = (step_size, gamma);
                        step();
                    }

                    private protected override double Factor(int epoch) => Math.Pow(gamma, epoch / size);

                    private protected override double Ratio(int epoch) => epoch > 0 && epoch % size == 0 ? gamma : 1;
                }

                /// <summary>Times γ at each milestone.</summary>
                public class MultiStepLR : FactorLR
                {
                    private readonly int[] milestones;
                    private readonly double gamma;

                    public MultiStepLR(
                        Optimizer optimizer,
                        IList<int> milestones,
                        double gamma = 0.1,
                        int last_epoch = -1,
                        bool verbose = false
                    )
                        : base(optimizer, last_epoch, verbose)
                    {
                        (this.milestones, this.gamma) = ([.. milestones], gamma);
                        step();
                    }

                    private protected override double Factor(int epoch) =>
                        Math.Pow(gamma, milestones.Count(milestone => milestone <= epoch));

                    private protected override double Ratio(int epoch) =>
                        Math.Pow(gamma, milestones.Count(milestone => milestone == epoch));
                }

                /// <summary>Times γ every epoch.</summary>
                public class ExponentialLR : FactorLR
                {
                    private readonly double gamma;

                    public ExponentialLR(
                        Optimizer optimizer,
                        double gamma = 0.1,
                        int last_epoch = -1,
                        bool verbose = false
                    )
                        : base(optimizer, last_epoch, verbose)
                    {
                        this.gamma = gamma;
                        step();
                    }

                    private protected override double Factor(int epoch) => Math.Pow(gamma, epoch);

                    private protected override double Ratio(int epoch) => epoch > 0 ? gamma : 1;
                }

                /// <summary>(1 − epoch/total) to a power, then zero.</summary>
                public class PolynomialLR : FactorLR
                {
                    private readonly int total;
                    private readonly double power;

                    public PolynomialLR(
                        Optimizer optimizer,
                        int total_iters = 5,
                        double power = 1.0,
                        int last_epoch = -1,
                        bool verbose = false
                    )
                        : base(optimizer, last_epoch, verbose)
                    {
                        (total, this.power) = (total_iters, power);
                        step();
                    }

                    private protected override double Factor(int epoch) =>
                        Math.Pow(1 - (double)Math.Min(epoch, total) / total, power);

                    private protected override double Ratio(int epoch) =>
                        epoch == 0 || epoch > total
                            ? 1
                            : Math.Pow((total - (double)epoch) / (total - epoch + 1), power);
                }
            }
        }
    }
}
