namespace MlPhys.Scaling.Experiments;

/// <summary>Shares runs among tasks so that their predicted costs balance.</summary>
internal static class Slices
{
    /// <summary>Largest first, each to the task with the least so far (Graham 1969).</summary>
    public static IReadOnlyList<RunSpec>[] Of(IEnumerable<RunSpec> runs, int tasks)
    {
        var slices = Enumerable.Range(0, tasks).Select(_ => new List<RunSpec>()).ToArray();
        var loads = new double[tasks];
        foreach (var run in BySize(runs))
        {
            var least = Array.IndexOf(loads, loads.Min());
            slices[least].Add(run);
            loads[least] += RunModel.Of(run).Cost;
        }
        return slices;
    }

    /// <summary>Largest predicted cost first; runs of one cost by key.</summary>
    public static IEnumerable<RunSpec> BySize(IEnumerable<RunSpec> runs) =>
        runs.OrderByDescending(run => RunModel.Of(run).Cost).ThenBy(run => run.Key(), StringComparer.Ordinal);
}
