using System.Globalization;
using MlPhys.LocalLearning;

namespace MlPhys.Benchmarks.LocalLearning;

/// <summary>Overlap after recall of an associative memory: NEURONS LOAD EPOCHS SEED.</summary>
internal sealed class MemoryCapacityExperiment()
    : Experiment("memory-capacity", "neurons,load,epochs,seed,overlap,hebb_overlap,goal_bits")
{
    public override void Run(string[] arguments)
    {
        if (arguments is not [var neurons, var load, var epochs, var seed])
            throw new ArgumentException("expected NEURONS LOAD EPOCHS SEED", nameof(arguments));
        Row(
            string.Join(',', arguments),
            () =>
            {
                var row = MemoryCapacity
                    .Measure(
                        int.Parse(neurons, CultureInfo.InvariantCulture),
                        [double.Parse(load, CultureInfo.InvariantCulture)],
                        [long.Parse(seed, CultureInfo.InvariantCulture)],
                        int.Parse(epochs, CultureInfo.InvariantCulture)
                    )
                    .Rows[0];
                return $"{row.Overlap:0.0000},{row.HebbOverlap:0.0000},{row.GoalSum:0.00}";
            }
        );
    }
}
