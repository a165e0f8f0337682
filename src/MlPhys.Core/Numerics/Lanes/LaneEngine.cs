using System.Collections.Concurrent;
using MlPhys.Numerics.Differential;

namespace MlPhys.Numerics.Lanes;

/// <summary>Runs a program on any number of samples over threads; no bit of a result depends on how many threads there are.</summary>
internal sealed class LaneEngine<T>(LaneProgram program, bool backward)
    where T : unmanaged
{
    /// <summary>Parts of a batch whose gradients are summed apart, in order: the same whatever the threads.</summary>
    public const int Parts = 8;

    private readonly ConcurrentBag<LaneMachine<T>> _idle = [];

    /// <summary>Results of each sample.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="inputs">Inputs, [sample, input].</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="cancellation">Stops between tiles.</param>
    public T[,] Evaluate(LaneBuffer<T> parameters, T[,] inputs, int threads, CancellationToken cancellation)
    {
        var results = new T[inputs.GetLength(0), program.Outputs.Length];
        ForTiles(
            inputs.GetLength(0),
            threads,
            (machine, first, count) =>
            {
                Load(machine, inputs, first, count);
                machine.Forward(parameters);
                for (var output = 0; output < program.Outputs.Length; output++)
                    Store(machine.Output(output), results, first, count, output);
            },
            cancellation
        );
        return results;
    }

    /// <summary>Results of each sample, and the derivatives of one result with respect to all inputs.</summary>
    public (T[,] Results, T[,] Derivatives) Differentiate(
        LaneBuffer<T> parameters,
        T[,] inputs,
        int output,
        int threads,
        CancellationToken cancellation
    )
    {
        var none = new LaneBuffer<T>(0);
        var results = new T[inputs.GetLength(0), program.Outputs.Length];
        var derivatives = new T[inputs.GetLength(0), program.InputCount];
        ForTiles(
            inputs.GetLength(0),
            threads,
            (machine, first, count) =>
            {
                Load(machine, inputs, first, count);
                machine.Forward(parameters);
                machine.ClearPulls();
                machine.OutputPull(output).Fill(LaneMath<T>.Of(1)[0]);
                machine.Backward(parameters, none);
                for (var o = 0; o < program.Outputs.Length; o++)
                    Store(machine.Output(o), results, first, count, o);
                for (var input = 0; input < program.InputCount; input++)
                    Store(machine.InputPull(input), derivatives, first, count, input);
            },
            cancellation
        );
        return (results, derivatives);
    }

    /// <summary>Sum over samples of the first result times a weight, and its gradient with respect to the parameters.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="inputs">Inputs, [sample, input].</param>
    /// <param name="rows">The samples that take part, in order.</param>
    /// <param name="weight">The weight of each.</param>
    /// <param name="gradients">One buffer of all parameters for each part; the sum is left in the first.</param>
    /// <param name="threads">Threads at most.</param>
    public double Accumulate(
        LaneBuffer<T> parameters,
        T[,] inputs,
        ReadOnlyMemory<int> rows,
        double weight,
        LaneBuffer<T>[] gradients,
        int threads
    )
    {
        var tiles = (rows.Length + LaneMachine<T>.Lanes - 1) / LaneMachine<T>.Lanes;
        var sums = new double[gradients.Length];
        Batches.Run(
            gradients.Length,
            Math.Min(threads, gradients.Length),
            () => 0,
            (_, part) =>
            {
                gradients[part].Span.Clear();
                var machine = Take();
                for (var tile = part * tiles / gradients.Length; tile < (part + 1) * tiles / gradients.Length; tile++)
                {
                    var first = tile * LaneMachine<T>.Lanes;
                    var count = Math.Min(LaneMachine<T>.Lanes, rows.Length - first);
                    Gather(machine, inputs, rows.Span.Slice(first, count));
                    machine.Forward(parameters);
                    machine.ClearPulls();
                    machine.OutputPull(0)[..count].Fill(LaneMath<T>.Of(weight)[0]);
                    machine.Backward(parameters, gradients[part]);
                    foreach (var value in machine.Output(0)[..count])
                        sums[part] += weight * LaneMath<T>.ToDouble(value);
                }
                _idle.Add(machine);
            },
            CancellationToken.None
        );
        for (var part = 1; part < gradients.Length; part++)
            LaneVectors<T>.Add(gradients[0], gradients[part]);
        return sums.Sum();
    }

    /// <summary>Calls an action for each tile with a machine, the first sample and the number of samples.</summary>
    public void ForTiles(int samples, int threads, Action<LaneMachine<T>, int, int> act, CancellationToken cancellation)
    {
        var lanes = LaneMachine<T>.Lanes;
        var tiles = (samples + lanes - 1) / lanes;
        Batches.Run(
            tiles,
            Math.Min(threads, Math.Max(tiles, 1)),
            () => 0,
            (_, tile) =>
            {
                var machine = Take();
                act(machine, tile * lanes, Math.Min(lanes, samples - tile * lanes));
                _idle.Add(machine);
            },
            cancellation
        );
    }

    private LaneMachine<T> Take() => _idle.TryTake(out var machine) ? machine : new LaneMachine<T>(program, backward);

    /// <summary>Fills the tile; the lanes left over repeat the first sample, so that no lane holds anything strange.</summary>
    private void Load(LaneMachine<T> machine, T[,] inputs, int first, int count)
    {
        for (var input = 0; input < program.InputCount; input++)
        {
            var lane = machine.Input(input);
            for (var i = 0; i < lane.Length; i++)
                lane[i] = inputs[i < count ? first + i : first, input];
        }
    }

    private void Gather(LaneMachine<T> machine, T[,] inputs, ReadOnlySpan<int> rows)
    {
        for (var input = 0; input < program.InputCount; input++)
        {
            var lane = machine.Input(input);
            for (var i = 0; i < lane.Length; i++)
                lane[i] = inputs[rows[i < rows.Length ? i : 0], input];
        }
    }

    private static void Store(Span<T> lane, T[,] to, int first, int count, int column)
    {
        for (var i = 0; i < count; i++)
            to[first + i, column] = lane[i];
    }
}
