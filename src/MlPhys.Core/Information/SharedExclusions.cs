namespace MlPhys.Information;

/// <summary>
/// I_alpha = E[-log2 P(U)] - E[-log2 P(U, y) / p(y)], U the union of the events {X_a = x_a} over the members a of alpha.
/// </summary>
internal sealed class SharedExclusions() : RedundancyMeasure("I_sx")
{
    internal override Redundancy[] Evaluate(JointDistribution distribution, IReadOnlyList<Antichain> antichains) =>
        [
            .. Pointwise(distribution, antichains)
                .Select(points =>
                {
                    var (plus, minus) = (0.0, 0.0);
                    for (var k = 0; k < points.Length; k++)
                    {
                        plus += distribution.Probabilities[k] * points[k].Informative;
                        minus += distribution.Probabilities[k] * points[k].Misinformative;
                    }
                    return new Redundancy(plus - minus, plus, minus);
                }),
        ];

    /// <summary>The pointwise redundancies [antichain][realisation].</summary>
    public static Redundancy[][] Pointwise(JointDistribution distribution, IReadOnlyList<Antichain> antichains)
    {
        var target = distribution.TargetBit;
        var marginals = Enumerable.Range(0, target).Select(distribution.MarginalAt).ToArray();
        var joint = Enumerable.Range(0, target).Select(s => distribution.MarginalAt(s | target)).ToArray();
        return
        [
            .. antichains.Select(antichain =>
            {
                var terms = antichain.UnionTerms();
                return Enumerable
                    .Range(0, distribution.Count)
                    .Select(k =>
                    {
                        var (union, unionWithTarget) = (0.0, 0.0);
                        foreach (var (subset, coefficient) in terms)
                        {
                            union += coefficient * marginals[subset][k];
                            unionWithTarget += coefficient * joint[subset][k];
                        }
                        var plus = -Math.Log2(union);
                        var minus = -Math.Log2(unionWithTarget / joint[0][k]);
                        return new Redundancy(plus - minus, plus, minus);
                    })
                    .ToArray();
            }),
        ];
    }
}
