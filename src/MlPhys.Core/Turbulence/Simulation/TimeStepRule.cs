namespace MlPhys.Turbulence.Simulation;

/// <summary>How long a time step is.</summary>
/// <param name="Courant">Courant number max(|u| + |v| + |w|) dt/dx aimed at; 0: the length is fixed.</param>
/// <param name="Length">Fixed length; 0: by the Courant number.</param>
public sealed record TimeStepRule(double Courant, double Length)
{
    /// <summary>Beyond this Courant number a fixed step is refused as unstable.</summary>
    public const double LargestCourant = 2;

    /// <summary>Steps as long as the Courant number allows.</summary>
    /// <param name="number">In (0, 2].</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside.</exception>
    public static TimeStepRule OfCourant(double number = 0.5) =>
        number is > 0 and <= LargestCourant
            ? new TimeStepRule(number, 0)
            : throw new ArgumentOutOfRangeException(
                nameof(number),
                number,
                $"a Courant number is in (0, {LargestCourant}]"
            );

    /// <summary>Steps of one length; the run stops where the Courant number passes 2.</summary>
    /// <param name="length">Positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public static TimeStepRule Fixed(double length) =>
        length > 0 && double.IsFinite(length)
            ? new TimeStepRule(0, length)
            : throw new ArgumentOutOfRangeException(nameof(length), length, "a time step is positive");

    /// <summary>The next step, at most what remains, equal parts of it where several are needed.</summary>
    /// <exception cref="UnstableStepException">The velocity is not finite, or a fixed step is too long for it.</exception>
    internal double Next(double speed, double spacing, double remaining, double time)
    {
        var longest = Length > 0 ? Length : Courant * spacing / speed;
        var number = speed * longest / spacing;
        if (!double.IsFinite(speed) || number > LargestCourant)
            throw new UnstableStepException(time, longest, number);
        // A field at rest sets no limit.
        return longest < remaining ? remaining / Math.Ceiling(remaining / longest * (1 - 1e-12)) : remaining;
    }
}

/// <summary>A simulation whose time step is too long for its velocity.</summary>
public sealed class UnstableStepException : InvalidOperationException
{
    internal UnstableStepException(double time, double step, double courant)
        : base(
            $"at time {time:G6} a step of {step:G4} has the Courant number {courant:G4}, expected at most {TimeStepRule.LargestCourant}: shorten the step or use TimeStepRule.OfCourant"
        ) => (Time, Courant) = (time, courant);

    /// <summary>Time of the state that is kept.</summary>
    public double Time { get; }

    /// <summary>The Courant number; NaN where a velocity is not finite.</summary>
    public double Courant { get; }
}
