namespace MlPhys.Information;

/// <summary>I_alpha = sum over y of p(y) min over a in alpha of sum over x_a of p(x_a | y) log2 p(y | x_a) / p(y).</summary>
internal sealed class MinimumSpecificInformation() : RedundancyMeasure("I_min")
{
    internal override Redundancy[] Evaluate(JointDistribution distribution, IReadOnlyList<Antichain> antichains)
    {
        var specific = Enumerable
            .Range(0, distribution.TargetBit)
            .Select(subset => WeightedSpecific(distribution, subset))
            .ToArray();
        return
        [
            .. antichains.Select(antichain =>
                Redundancy.Whole(
                    Enumerable
                        .Range(0, specific[0].Length)
                        .Sum(y => antichain.Subsets.Min(subset => specific[subset][y]))
                )
            ),
        ];
    }

    /// <summary>Specific information of a set of sources about each target symbol, times the probability of the symbol.</summary>
    private static double[] WeightedSpecific(JointDistribution distribution, int subset)
    {
        var target = distribution.TargetBit;
        var (symbol, py) = distribution.Groups(target);
        var px = distribution.MarginalAt(subset);
        var (cell, pxy) = distribution.Groups(subset | target);
        var result = new double[py.Length];
        var seen = new bool[pxy.Length];
        for (var k = 0; k < cell.Length; k++)
        {
            if (seen[cell[k]])
                continue;
            seen[cell[k]] = true;
            var p = pxy[cell[k]];
            result[symbol[k]] += p * Math.Log2(p / (px[k] * py[symbol[k]]));
        }
        return result;
    }
}
