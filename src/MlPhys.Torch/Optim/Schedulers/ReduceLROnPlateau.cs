namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Lowers the rates when a metric has not got better for a while.</summary>
                public class ReduceLROnPlateau : LRScheduler
                {
                    private readonly bool descends;
                    private readonly bool relative;
                    private readonly double factor;
                    private readonly int patience;
                    private readonly double threshold;
                    private readonly int cooldown;
                    private readonly double eps;
                    private readonly List<double> least;
                    private double best;
                    private int badEpochs;
                    private int coolingEpochs;

                    public ReduceLROnPlateau(
                        Optimizer optimizer,
                        string mode = "min",
                        double factor = 0.1,
                        int patience = 10,
                        double threshold = 1e-4,
                        string threshold_mode = "rel",
                        int cooldown = 0,
                        IList<double>? min_lr = null,
                        double eps = 1e-8,
                        bool verbose = false
                    )
                        : base(optimizer, -1, verbose)
                    {
                        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(factor, 1);
                        descends = Choice(mode, "min", "max", nameof(mode));
                        relative = Choice(threshold_mode, "rel", "abs", nameof(threshold_mode));
                        (this.factor, this.patience, this.threshold) = (factor, patience, threshold);
                        (this.cooldown, this.eps) = (cooldown, eps);
                        least = min_lr is { Count: > 1 }
                            ? OneForEachGroup(optimizer, min_lr)
                            : [.. optimizer.ParamGroups.Select(_ => min_lr is { Count: 1 } ? min_lr[0] : 0)];
                        best = descends ? double.PositiveInfinity : double.NegativeInfinity;
                    }

                    public override void step(double current, int? epoch = null)
                    {
                        _last_epoch = epoch ?? _last_epoch + 1;
                        if (IsBetter(current))
                            (best, badEpochs) = (current, 0);
                        else
                            badEpochs++;
                        if (coolingEpochs > 0)
                            (coolingEpochs, badEpochs) = (coolingEpochs - 1, 0);
                        if (badEpochs > patience)
                        {
                            Reduce();
                            (coolingEpochs, badEpochs) = (cooldown, 0);
                        }
                        _last_lrs = [.. Groups.Select(group => group.LearningRate)];
                    }

                    public override void step() => throw NeedsMetric();

                    public override void step(int? epoch) => throw NeedsMetric();

                    private bool IsBetter(double metric) =>
                        descends
                            ? metric < (relative ? best * (1 - threshold) : best - threshold)
                            : metric > (relative ? best * (1 + threshold) : best + threshold);

                    private void Reduce()
                    {
                        foreach (var (group, floor) in Groups.Zip(least))
                        {
                            var rate = Math.Max(group.LearningRate * factor, floor);
                            if (group.LearningRate - rate > eps)
                                group.LearningRate = rate;
                        }
                    }

                    private static bool Choice(string value, string yes, string no, string argument) =>
                        value == yes
                        || (
                            value == no
                                ? false
                                : throw new ArgumentException($"'{value}' is neither '{yes}' nor '{no}'.", argument)
                        );

                    private static InvalidOperationException NeedsMetric() =>
                        new("This scheduler follows a metric: call step(metric).");
                }
            }
        }
    }
}
