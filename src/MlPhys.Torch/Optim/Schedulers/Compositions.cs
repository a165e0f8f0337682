namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>One scheduler after the other, each from its milestone on.</summary>
                public class SequentialLR : LRScheduler
                {
                    private readonly LRScheduler[] schedulers;
                    private readonly int[] milestones;

                    public SequentialLR(
                        Optimizer optimizer,
                        IEnumerable<LRScheduler> schedulers,
                        IEnumerable<int> milestones,
                        int last_epoch = -1
                    )
                        : base(optimizer, last_epoch + 1)
                    {
                        (this.schedulers, this.milestones) = ([.. schedulers], [.. milestones]);
                        if (this.schedulers.Any(scheduler => scheduler.Optimizer != optimizer))
                            throw new ArgumentException(
                                "All schedulers must be bound to the same optimiser.",
                                nameof(schedulers)
                            );
                        if (this.milestones.Length != this.schedulers.Length - 1)
                            throw new ArgumentException(
                                $"{this.schedulers.Length} schedulers need {this.schedulers.Length - 1} milestones, but got {this.milestones.Length}.",
                                nameof(milestones)
                            );
                        // Each scheduler has made its first step when it was built; only the first one's is to count.
                        foreach (var group in optimizer.ParamGroups)
                            group.LearningRate = group.InitialLearningRate;
                        foreach (var scheduler in this.schedulers)
                            scheduler._last_epoch--;
                        this.schedulers[0].step();
                        _last_lrs = this.schedulers[0]._last_lrs;
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        var active = milestones.Count(milestone => milestone <= _last_epoch);
                        if (active > 0 && milestones[active - 1] == _last_epoch)
                            schedulers[active].step(0);
                        else
                            schedulers[active].step();
                        return Groups.Select(group => group.LearningRate);
                    }
                }

                /// <summary>All schedulers at once, each on what the one before it made of the rates.</summary>
                public class ChainedLR : LRScheduler
                {
                    private readonly LRScheduler[] schedulers;

                    public ChainedLR(IEnumerable<LRScheduler> schedulers) => this.schedulers = [.. schedulers];

                    public override void step(int? epoch)
                    {
                        foreach (var scheduler in schedulers)
                            scheduler.step(epoch);
                        _last_lrs = schedulers.LastOrDefault()?._last_lrs ?? [];
                    }
                }
            }
        }
    }
}
