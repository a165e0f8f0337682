using System.Collections.Immutable;
using MlPhys.Figures;

namespace MlPhys.SparseIdentification.Laws;

/// <summary>One point of a profile likelihood.</summary>
/// <param name="Value">The number held at this value.</param>
/// <param name="Deviance">Twice the fall of the log-likelihood from its maximum, all other numbers refitted.</param>
public sealed record ProfilePoint(double Value, double Deviance);

/// <summary>The profile likelihood of one number of a law: how badly the best law with that number held fits.</summary>
/// <remarks>Its 95 % interval, where the deviance stays below 3.84, needs no linearisation (Raue et al. 2009); an end that is not
/// reached is infinite: the data do not bound the number on that side.</remarks>
public sealed record ParameterProfile
{
    private const double Threshold = 3.841459;

    internal ParameterProfile(Estimate estimate, IEnumerable<ProfilePoint> points)
    {
        (Parameter, Best) = (estimate, estimate.Value);
        Points = [.. points.OrderBy(p => p.Value)];
        Lower = End(Points.Reverse().SkipWhile(p => p.Value > Best), double.NegativeInfinity);
        Upper = End(Points.SkipWhile(p => p.Value < Best), double.PositiveInfinity);
    }

    /// <summary>The number, as the law tells it.</summary>
    public Estimate Parameter { get; }

    /// <summary>The most likely value.</summary>
    public double Best { get; }

    /// <summary>The profile, by rising value.</summary>
    public ImmutableArray<ProfilePoint> Points { get; }

    /// <summary>Lower end of the 95 % interval.</summary>
    public double Lower { get; }

    /// <summary>Upper end of the 95 % interval.</summary>
    public double Upper { get; }

    /// <summary>The profile with the threshold of the 95 % interval.</summary>
    public Figure Figure() =>
        Figures
            .Figure.Titled($"{Parameter.Parameter} of {Parameter.Term}")
            .WithXAxis(Parameter.Unit.Length > 0 ? $"{Parameter.Parameter} / {Parameter.Unit}" : Parameter.Parameter)
            .WithYAxis("deviance")
            .WithLine([Points[0].Value, Points[^1].Value], [Threshold, Threshold], color: "#888888", dashed: true)
            .WithLine(Points.Select(p => p.Value), Points.Select(p => p.Deviance), name: "profile");

    private double End(IEnumerable<ProfilePoint> outwards, double unbounded)
    {
        var before = new ProfilePoint(Best, 0);
        foreach (var point in outwards)
        {
            if (point.Deviance > Threshold)
            {
                var share = (Threshold - before.Deviance) / (point.Deviance - before.Deviance);
                return before.Value + share * (point.Value - before.Value);
            }
            before = point;
        }
        return unbounded;
    }
}
