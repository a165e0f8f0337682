namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Loshchilov and Hutter 2017, without restarts: half a cosine from the rate down to its least, and back.</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double half;
                    private readonly double least;

                    public CosineAnnealingLR(
                        Optimizer optimizer,
                        double T_max,
                        double eta_min = 0,
                        int last_epoch = -1,
                        bool verbose = false
                    )
                        : base(optimizer, last_epoch, verbose)
                    {
                        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(T_max);
                        (half, least) = (T_max, eta_min);
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch == 0)
                            return Groups.Select(group => group.LearningRate);
                        if (_step_count == 1)
                            return get_closed_form_lr();
                        // Coming out of a minimum, where the ratio below is 0/0.
                        if ((_last_epoch - 1 - half) % (2 * half) == 0)
                            return Groups.Zip(
                                _base_lrs,
                                (group, rate) =>
                                    group.LearningRate + (rate - least) * (1 - Math.Cos(Math.PI / half)) / 2
                            );
                        var ratio =
                            (1 + Math.Cos(Math.PI * _last_epoch / half))
                            / (1 + Math.Cos(Math.PI * (_last_epoch - 1) / half));
                        return Groups.Select(group => ratio * (group.LearningRate - least) + least);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        _base_lrs.Select(rate =>
                            least + (rate - least) * (1 + Math.Cos(Math.PI * _last_epoch / half)) / 2
                        );
                }
            }
        }
    }
}
