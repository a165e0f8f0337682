using MlPhys.Numerics.Lanes;

namespace MlPhys.Flows;

/// <summary>A mean that a density is to have: that of a polynomial of its variables.</summary>
/// <example><c>Moment.Of("variance of x", 1, MomentTerm.Of(1, 0, 0))</c></example>
public sealed record Moment
{
    private Moment(string name, double target, MomentTerm[] terms) => (Name, Target, Terms) = (name, target, terms);

    /// <summary>Name for tables.</summary>
    public string Name { get; }

    /// <summary>The value that the mean is to have.</summary>
    public double Target { get; }

    /// <summary>Terms of the polynomial.</summary>
    public IReadOnlyList<MomentTerm> Terms { get; }

    /// <summary>A moment.</summary>
    /// <param name="name">Name for tables.</param>
    /// <param name="target">The value that the mean is to have.</param>
    /// <param name="terms">Terms of the polynomial, at least one.</param>
    /// <exception cref="ArgumentException">No term, or a target that is not finite.</exception>
    public static Moment Of(string name, double target, params IEnumerable<MomentTerm> terms)
    {
        MomentTerm[] all = [.. terms];
        if (all.Length == 0)
            throw new ArgumentException("a moment has at least one term, none is given", nameof(terms));
        if (!double.IsFinite(target))
            throw new ArgumentException($"the target is {target}, expected a finite number", nameof(target));
        return new Moment(name, target, all);
    }

    /// <summary>The mean over samples, [sample, variable].</summary>
    /// <exception cref="ArgumentException">A term takes a variable that the samples do not have.</exception>
    public double Mean(double[,] samples)
    {
        Require(samples.GetLength(1), nameof(samples));
        var sum = 0.0;
        for (var n = 0; n < samples.GetLength(0); n++)
            foreach (var term in Terms)
                sum += term.Variables.Aggregate(term.Coefficient, (product, i) => product * samples[n, i]);
        return sum / samples.GetLength(0);
    }

    internal void Require(int variables, string argument)
    {
        if (Terms.SelectMany(term => term.Variables).Where(i => i >= variables).Take(1).ToArray() is [var beyond])
            throw new ArgumentException(
                $"the moment '{Name}' takes variable {beyond}, there are {variables}, counted from 0",
                argument
            );
    }

    internal Row Write(LaneBuilder builder, Row[] x) =>
        Terms
            .Select(term =>
                term.Variables.Aggregate(builder.Constant(1), (product, i) => product * x[i]) * term.Coefficient
            )
            .Aggregate((a, b) => a + b);
}

/// <summary>A coefficient times a product of variables.</summary>
public sealed record MomentTerm
{
    private MomentTerm(double coefficient, int[] variables) => (Coefficient, Variables) = (coefficient, variables);

    /// <summary>The factor.</summary>
    public double Coefficient { get; }

    /// <summary>The variables, each as often as it is a factor.</summary>
    public IReadOnlyList<int> Variables { get; }

    /// <summary>A term.</summary>
    /// <param name="coefficient">The factor.</param>
    /// <param name="variables">The variables, counted from 0, each as often as it is a factor.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative variable.</exception>
    public static MomentTerm Of(double coefficient, params IEnumerable<int> variables)
    {
        int[] all = [.. variables];
        foreach (var i in all)
            ArgumentOutOfRangeException.ThrowIfNegative(i, nameof(variables));
        return new MomentTerm(coefficient, all);
    }
}
