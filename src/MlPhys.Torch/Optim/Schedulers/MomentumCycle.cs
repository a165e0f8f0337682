namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The momenta of an optimiser's groups: SGD's own, or the first β of Adam.</summary>
                internal sealed class Momenta
                {
                    private readonly List<ILearningRateController> groups;

                    /// <exception cref="ArgumentException">A group has no momentum.</exception>
                    public Momenta(Optimizer optimizer)
                    {
                        groups = [.. optimizer.ParamGroups];
                        if (!groups.All(group => group is IMomentum or IBetas))
                            throw new ArgumentException(
                                $"The momentum cannot be cycled: {optimizer.GetType().Name} has none. Say cycle_momentum: false.",
                                nameof(optimizer)
                            );
                    }

                    public double this[int index]
                    {
                        set
                        {
                            if (groups[index] is IMomentum sgd)
                                sgd.Momentum = value;
                            else if (groups[index] is IBetas adam)
                                adam.Betas = (value, adam.Betas.Item2);
                        }
                    }
                }
            }
        }
    }
}
