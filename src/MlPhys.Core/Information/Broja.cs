using System.Runtime.CompilerServices;

namespace MlPhys.Information;

/// <summary>Redundancy = I(Y;X1) + I(Y;X2) - I_q(Y;X1,X2), q the distribution of least information with the pairs of p.</summary>
internal sealed class Broja() : RedundancyMeasure("BROJA")
{
    private readonly ConditionalWeakTable<JointDistribution, StrongBox<BrojaProgram.Solution>> _solved = [];

    public override bool Supports(int sources) => sources == 2;

    internal override double Gap(JointDistribution distribution) => Solve(distribution).Gap / Math.Log(2);

    internal override Redundancy[] Evaluate(JointDistribution distribution, IReadOnlyList<Antichain> antichains)
    {
        var target = distribution.TargetBit;
        var (first, second) = (distribution.MutualInformation(1, target), distribution.MutualInformation(2, target));
        var union = distribution.Entropy(target) + Solve(distribution).Value / Math.Log(2);
        return
        [
            .. antichains.Select(antichain =>
                Redundancy.Whole(
                    (antichain.Subsets.Length, antichain.Subsets[0]) switch
                    {
                        (2, _) => first + second - union,
                        (_, 1) => first,
                        (_, 2) => second,
                        _ => distribution.MutualInformation(3, target),
                    }
                )
            ),
        ];
    }

    private BrojaProgram.Solution Solve(JointDistribution distribution) =>
        _solved.GetValue(distribution, p => new StrongBox<BrojaProgram.Solution>(BrojaProgram.Of(p).Solve())).Value;
}
