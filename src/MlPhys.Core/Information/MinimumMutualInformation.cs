namespace MlPhys.Information;

/// <summary>I_alpha = min over a in alpha of I(Y ; X_a).</summary>
internal sealed class MinimumMutualInformation() : RedundancyMeasure("I_mmi")
{
    internal override Redundancy[] Evaluate(JointDistribution distribution, IReadOnlyList<Antichain> antichains)
    {
        var target = distribution.TargetBit;
        var information = Enumerable
            .Range(0, target)
            .Select(subset => distribution.MutualInformation(subset, target))
            .ToArray();
        return
        [
            .. antichains.Select(antichain => Redundancy.Whole(antichain.Subsets.Min(subset => information[subset]))),
        ];
    }
}
