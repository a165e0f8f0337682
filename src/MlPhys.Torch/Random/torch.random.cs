namespace TorchSharp;

public static partial class torch
{
    /// <summary>Seeds libtorch's own streams, on every device.</summary>
    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    public static long seed() => random.seed();

    public static long initial_seed() => random.initial_seed();

    public static Tensor get_rng_state() => random.get_rng_state();

    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);

    /// <summary>libtorch's own stream of random numbers.</summary>
    public static class random
    {
        public static Generator manual_seed(long seed)
        {
            NativeError.Check(NativeMethods.mlphys_manual_seed((ulong)seed));
            return Generator.Default;
        }

        public static long seed()
        {
            var seed = DateTime.UtcNow.Ticks;
            manual_seed(seed);
            return seed;
        }

        public static long initial_seed()
        {
            using var generator = Generator.Default;
            return generator.initial_seed();
        }

        public static Tensor get_rng_state()
        {
            using var generator = Generator.Default;
            return generator.get_state();
        }

        public static void set_rng_state(Tensor new_state)
        {
            using var generator = Generator.Default;
            generator.set_state(new_state);
        }
    }

    public partial class Tensor
    {
        /// <summary>Fills the tensor with whole numbers drawn uniformly from [from, to).</summary>
        public Tensor random_(double from, double to, Generator? generator = null)
        {
            random_between((long)from, (long)to, generator);
            return this;
        }
    }
}
