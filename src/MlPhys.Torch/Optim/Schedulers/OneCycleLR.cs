namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Smith and Topin 2019: up to a large rate and down again to a tiny one, the momentum the other way.</summary>
                public class OneCycleLR : LRScheduler
                {
                    public enum AnnealStrategy
                    {
                        Cos,
                        Linear,
                    }

                    private readonly record struct Phase(
                        double End,
                        double[] FromRate,
                        double[] ToRate,
                        double[] FromMomentum,
                        double[] ToMomentum
                    );

                    private readonly int total;
                    private readonly AnnealStrategy strategy;
                    private readonly Phase[] phases;
                    private readonly Momenta? momenta;

                    public OneCycleLR(
                        Optimizer optimizer,
                        double max_lr,
                        int total_steps = -1,
                        int epochs = -1,
                        int steps_per_epoch = -1,
                        double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos,
                        bool cycle_momentum = true,
                        double base_momentum = 0.85,
                        double max_momentum = 0.95,
                        double div_factor = 25,
                        double final_div_factor = 1e4,
                        bool three_phase = false,
                        int last_epoch = -1,
                        bool verbose = false
                    )
                        : this(
                            optimizer,
                            optimizer.ParamGroups.Select(_ => max_lr),
                            total_steps,
                            epochs,
                            steps_per_epoch,
                            pct_start,
                            anneal_strategy,
                            cycle_momentum,
                            optimizer.ParamGroups.Select(_ => base_momentum),
                            optimizer.ParamGroups.Select(_ => max_momentum),
                            div_factor,
                            final_div_factor,
                            three_phase,
                            last_epoch,
                            verbose
                        ) { }

                    public OneCycleLR(
                        Optimizer optimizer,
                        IEnumerable<double> max_lr,
                        int total_steps = -1,
                        int epochs = -1,
                        int steps_per_epoch = -1,
                        double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos,
                        bool cycle_momentum = true,
                        IEnumerable<double>? base_momentum = null,
                        IEnumerable<double>? max_momentum = null,
                        double div_factor = 25,
                        double final_div_factor = 1e4,
                        bool three_phase = false,
                        int last_epoch = -1,
                        bool verbose = false
                    )
                        : base(optimizer, last_epoch, verbose)
                    {
                        total = total_steps > 0 ? total_steps : epochs * steps_per_epoch;
                        if (total_steps <= 0 && (epochs <= 0 || steps_per_epoch <= 0))
                            throw new ArgumentException(
                                "Either total_steps, or epochs and steps_per_epoch, must be positive.",
                                nameof(total_steps)
                            );
                        if (!(pct_start >= 0 && pct_start <= 1))
                            throw new ArgumentOutOfRangeException(
                                nameof(pct_start),
                                $"The share is {pct_start}, expected within [0, 1]."
                            );
                        strategy = anneal_strategy;
                        double[] most = [.. OneForEachGroup(optimizer, max_lr)];
                        double[] initial = [.. most.Select(rate => rate / div_factor)];
                        double[] final = [.. initial.Select(rate => rate / final_div_factor)];
                        double[] low = [.. OneForEachGroup(optimizer, base_momentum ?? most.Select(_ => 0.85))];
                        double[] high = [.. OneForEachGroup(optimizer, max_momentum ?? most.Select(_ => 0.95))];
                        var rise = pct_start * total - 1;
                        phases = three_phase
                            ?
                            [
                                new(rise, initial, most, high, low),
                                new(2 * pct_start * total - 2, most, initial, low, high),
                                new(total - 1, initial, final, high, high),
                            ]
                            : [new(rise, initial, most, high, low), new(total - 1, most, final, low, high)];
                        momenta = cycle_momentum ? new(optimizer) : null;
                        if (last_epoch == -1)
                            foreach (var (group, rate) in Groups.Zip(initial))
                                (group.InitialLearningRate, group.LearningRate) = (rate, rate);
                        _base_lrs = initial;
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch >= total)
                            throw new InvalidOperationException(
                                $"Step {_last_epoch + 1} is beyond the cycle of {total} steps."
                            );
                        var index = Array.FindIndex(phases, phase => _last_epoch <= phase.End);
                        var current = phases[index];
                        var start = index == 0 ? 0 : phases[index - 1].End;
                        var share = (_last_epoch - start) / (current.End - start);
                        for (var group = 0; momenta is not null && group < current.FromMomentum.Length; group++)
                            momenta[group] = Annealed(current.FromMomentum[group], current.ToMomentum[group], share);
                        return current.FromRate.Zip(current.ToRate, (from, to) => Annealed(from, to, share));
                    }

                    private double Annealed(double from, double to, double share) =>
                        strategy == AnnealStrategy.Linear
                            ? from + (to - from) * share
                            : to + (from - to) / 2 * (1 + Math.Cos(Math.PI * share));
                }
            }
        }
    }
}
