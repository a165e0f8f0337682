namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Smith 2017: up and down between two rates, over and over, the momentum the other way.</summary>
                public class CyclicLR : LRScheduler
                {
                    public enum Mode
                    {
                        Triangular,
                        Triangular2,
                        ExpRange,
                    }

                    public enum ScaleMode
                    {
                        Cycle,
                        Iterations,
                    }

                    private readonly double length;
                    private readonly double rise;
                    private readonly Func<double, double> scale;
                    private readonly ScaleMode scaledBy;
                    private readonly List<double> most;
                    private readonly List<double> lowMomenta;
                    private readonly List<double> highMomenta;
                    private readonly Momenta? momenta;

                    public CyclicLR(
                        Optimizer optimizer,
                        double base_lr,
                        double max_lr,
                        int step_size_up = 2000,
                        int step_size_down = -1,
                        Mode mode = Mode.Triangular,
                        double gamma = 1.0,
                        Func<double, double>? scale_fn = null,
                        ScaleMode scale_mode = ScaleMode.Cycle,
                        bool cycle_momentum = true,
                        double base_momentum = 0.8,
                        double max_momentum = 0.9,
                        int last_epoch = -1,
                        bool verbose = false
                    )
                        : this(
                            optimizer,
                            optimizer.ParamGroups.Select(_ => base_lr),
                            optimizer.ParamGroups.Select(_ => max_lr),
                            step_size_up,
                            step_size_down,
                            mode,
                            gamma,
                            scale_fn,
                            scale_mode,
                            cycle_momentum,
                            optimizer.ParamGroups.Select(_ => base_momentum),
                            optimizer.ParamGroups.Select(_ => max_momentum),
                            last_epoch,
                            verbose
                        ) { }

                    public CyclicLR(
                        Optimizer optimizer,
                        IEnumerable<double> base_lr,
                        IEnumerable<double> max_lr,
                        int step_size_up = 2000,
                        int step_size_down = -1,
                        Mode mode = Mode.Triangular,
                        double gamma = 1.0,
                        Func<double, double>? scale_fn = null,
                        ScaleMode scale_mode = ScaleMode.Cycle,
                        bool cycle_momentum = true,
                        IEnumerable<double>? base_momentum = null,
                        IEnumerable<double>? max_momentum = null,
                        int last_epoch = -1,
                        bool verbose = false
                    )
                        : base(optimizer, last_epoch, verbose)
                    {
                        var down = step_size_down > 0 ? step_size_down : step_size_up;
                        length = step_size_up + down;
                        rise = step_size_up / length;
                        scale = scale_fn ?? Scale(mode, gamma);
                        scaledBy =
                            scale_fn is not null ? scale_mode
                            : mode == Mode.ExpRange ? ScaleMode.Iterations
                            : ScaleMode.Cycle;
                        _base_lrs = OneForEachGroup(optimizer, base_lr);
                        most = OneForEachGroup(optimizer, max_lr);
                        lowMomenta = OneForEachGroup(optimizer, base_momentum ?? most.Select(_ => 0.8));
                        highMomenta = OneForEachGroup(optimizer, max_momentum ?? most.Select(_ => 0.9));
                        momenta = cycle_momentum ? new(optimizer) : null;
                        if (last_epoch == -1)
                            foreach (var (group, rate) in Groups.Zip(_base_lrs))
                                (group.InitialLearningRate, group.LearningRate) = (rate, rate);
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        var cycle = Math.Floor(1 + _last_epoch / length);
                        var within = 1 + _last_epoch / length - cycle;
                        var height = within <= rise ? within / rise : (within - 1) / (rise - 1);
                        var share = height * scale(scaledBy == ScaleMode.Cycle ? cycle : _last_epoch);
                        for (var group = 0; momenta is not null && group < most.Count; group++)
                            momenta[group] = highMomenta[group] - (highMomenta[group] - lowMomenta[group]) * share;
                        return _base_lrs.Zip(most, (low, high) => low + (high - low) * share);
                    }

                    private static Func<double, double> Scale(Mode mode, double gamma) =>
                        mode switch
                        {
                            Mode.Triangular2 => cycle => Math.Pow(2, 1 - cycle),
                            Mode.ExpRange => iteration => Math.Pow(gamma, iteration),
                            _ => _ => 1,
                        };
                }
            }
        }
    }
}
