using MlPhys.Numerics.Lanes;
using MlPhys.Numerics.Random;

namespace MlPhys.Flows;

public abstract partial class Flow
{
    /// <summary>A flow in one precision: its parameters rounded and its programs ready to run, made when first needed.</summary>
    private sealed class Arithmetic<T>(Flow flow)
        where T : unmanaged
    {
        private readonly Lazy<LaneBuffer<T>> _parameters = new(() => LaneVectors<T>.Of(flow.AllParameters));
        private readonly Lazy<LaneEngine<T>> _density = new(() => new LaneEngine<T>(flow.DensityProgram(), true));
        private readonly Lazy<LaneEngine<T>> _sampler = new(() => new LaneEngine<T>(flow.SamplerProgram(), false));

        public T[] LogDensity(T[,] x)
        {
            Check(x);
            var results = _density.Value.Evaluate(_parameters.Value, x, flow.Threads, CancellationToken.None);
            return Column(results, 0);
        }

        public T[,] Score(T[,] x)
        {
            Check(x);
            var (_, all) = _density.Value.Differentiate(_parameters.Value, x, 0, flow.Threads, CancellationToken.None);
            return Columns(all, flow.Dimension);
        }

        public double[] ParameterGradient(T[,] x)
        {
            Check(x);
            var gradients = new LaneBuffer<T>[LaneEngine<T>.Parts];
            for (var part = 0; part < gradients.Length; part++)
                gradients[part] = new LaneBuffer<T>(_parameters.Value.Count);
            int[] rows = [.. Enumerable.Range(0, x.GetLength(0))];
            _density.Value.Accumulate(_parameters.Value, x, rows, 1.0 / rows.Length, gradients, flow.Threads);
            var all = LaneVectors<T>.ToDoubles(gradients[0], flow.AllParameters.Length);
            return [.. all.Where((_, i) => flow.Free[i])];
        }

        public FlowSamples Sample(int count, long seed, double[,] context)
        {
            var (samples, density) = Draw(count, seed, context);
            return new FlowSamples((double[,])(object)samples, (double[])(object)density);
        }

        public (T[,] Samples, T[] LogDensity) Draw(int count, long seed, double[,] context)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            var samples = new T[count, flow.Dimension];
            var density = new T[count];
            var root = new RandomStream(seed);
            _sampler.Value.ForTiles(
                count,
                flow.Threads,
                (machine, first, size) =>
                {
                    var latent = new double[machine.InputCount];
                    // Tiles differ in size between the precisions; groups of eight samples do not.
                    RandomStream random = root;
                    for (var i = 0; i < size; i++)
                    {
                        if ((first + i) % Group == 0)
                            random = root.Split((first + i) / Group);
                        flow.DrawLatent(random, latent);
                        for (var j = 0; j < context.GetLength(1); j++)
                            latent[^(context.GetLength(1) - j)] = context[first + i, j];
                        for (var j = 0; j < latent.Length; j++)
                            machine.Input(j)[i] = LaneMath<T>.Of(latent[j])[0];
                    }
                    machine.Forward(_parameters.Value);
                    for (var i = 0; i < size; i++)
                    {
                        for (var j = 0; j < flow.Dimension; j++)
                            samples[first + i, j] = machine.Output(j)[i];
                        density[first + i] = machine.Output(flow.Dimension)[i];
                    }
                },
                CancellationToken.None
            );
            return (samples, density);
        }

        private const int Group = 8;

        private void Check(T[,] x) =>
            FlowInput.Check(x, flow.Dimension + flow.ContextDimension, nameof(x), "variables and conditions");

        private static T[] Column(T[,] from, int column)
        {
            var to = new T[from.GetLength(0)];
            for (var i = 0; i < to.Length; i++)
                to[i] = from[i, column];
            return to;
        }

        private static T[,] Columns(T[,] from, int count)
        {
            var to = new T[from.GetLength(0), count];
            for (var i = 0; i < to.GetLength(0); i++)
            for (var j = 0; j < count; j++)
                to[i, j] = from[i, j];
            return to;
        }
    }
}
