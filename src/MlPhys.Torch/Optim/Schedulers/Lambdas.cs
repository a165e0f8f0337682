namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The initial rate times a function of the epoch.</summary>
                public class LambdaLR : LRScheduler
                {
                    private readonly List<Func<int, double>> lambdas;

                    public LambdaLR(
                        Optimizer optimizer,
                        Func<int, double> lr_lambda,
                        int last_epoch = -1,
                        bool verbose = false
                    )
                        : this(optimizer, optimizer.ParamGroups.Select(_ => lr_lambda), last_epoch, verbose) { }

                    public LambdaLR(
                        Optimizer optimizer,
                        IEnumerable<Func<int, double>> lr_lambdas,
                        int last_epoch = -1,
                        bool verbose = false
                    )
                        : base(optimizer, last_epoch, verbose)
                    {
                        lambdas = OneForEachGroup(optimizer, lr_lambdas);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        _base_lrs.Zip(lambdas, (rate, lambda) => rate * lambda(_last_epoch));
                }

                /// <summary>The last rate times a function of the epoch.</summary>
                public class MultiplicativeLR : LRScheduler
                {
                    private readonly List<Func<int, double>> lambdas;

                    public MultiplicativeLR(
                        Optimizer optimizer,
                        Func<int, double> lr_lambda,
                        int last_epoch = -1,
                        bool verbose = false
                    )
                        : this(optimizer, optimizer.ParamGroups.Select(_ => lr_lambda), last_epoch, verbose) { }

                    public MultiplicativeLR(
                        Optimizer optimizer,
                        IEnumerable<Func<int, double>> lr_lambdas,
                        int last_epoch = -1,
                        bool verbose = false
                    )
                        : base(optimizer, last_epoch, verbose)
                    {
                        lambdas = OneForEachGroup(optimizer, lr_lambdas);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        Groups.Zip(
                            lambdas,
                            (group, lambda) =>
                                _last_epoch > 0 ? group.LearningRate * lambda(_last_epoch) : group.LearningRate
                        );
                }

                private static List<T> OneForEachGroup<T>(Optimizer optimizer, IEnumerable<T> values)
                {
                    var list = values.ToList();
                    var groups = optimizer.ParamGroups.Count();
                    return list.Count == groups
                        ? list
                        : throw new ArgumentException(
                            $"The optimiser has {groups} parameter groups, but {list.Count} values were given.",
                            nameof(values)
                        );
                }
            }
        }
    }
}
