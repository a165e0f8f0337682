namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rates of an optimiser's groups, epoch by epoch.</summary>
            public abstract class LRScheduler
            {
                private readonly bool verbose;
                internal readonly Optimizer? Optimizer;
                internal int _last_epoch = -1;
                internal IList<double> _last_lrs = [];
                internal IList<double> _base_lrs = [];
                protected int _step_count;

                protected LRScheduler() { }

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    (Optimizer, _last_epoch, this.verbose) = (optimizer, last_epoch, verbose);
                    _base_lrs = [.. Groups.Select(group => group.InitialLearningRate)];
                    _last_lrs = [.. Groups.Select(group => group.LearningRate)];
                }

                private protected IEnumerable<ILearningRateController> Groups => Optimizer?.ParamGroups ?? [];

                public virtual void step() => step(null);

                public virtual void step(int? epoch)
                {
                    _step_count++;
                    _last_epoch = epoch ?? _last_epoch + 1;
                    var rates = (epoch is null ? get_lr() : get_closed_form_lr()).ToList();
                    foreach (var (group, rate) in Groups.Zip(rates))
                    {
                        if (verbose && group.LearningRate != rate)
                            Console.WriteLine($"Adjusting learning rate to {rate}");
                        group.LearningRate = rate;
                    }
                    _last_lrs = rates;
                }

                /// <summary>For schedulers that follow a metric; the others pass over it.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                public IEnumerable<double> get_last_lr() => _last_lrs;

                /// <summary>The rates after those that the groups have now.</summary>
                protected virtual IEnumerable<double> get_lr() => Groups.Select(group => group.LearningRate);

                /// <summary>The rates at an epoch, whatever the groups have now.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();
            }
        }
    }
}
