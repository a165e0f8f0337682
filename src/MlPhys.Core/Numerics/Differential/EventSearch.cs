using System.Collections.Immutable;
using MathNet.Numerics.RootFinding;

namespace MlPhys.Numerics.Differential;

/// <summary>Finds sign changes of event functions over steps, and their times on the dense output.</summary>
internal sealed class EventSearch(ImmutableArray<EventWatch> watches)
{
    private readonly List<OdeEvent> found = [];
    private double[] before = [];

    public ImmutableArray<OdeEvent> Found => [.. found];

    public void Begin(double t, double[] state)
    {
        if (watches.Length > 0)
            before = [.. watches.Select(w => w.Function(t, state))];
    }

    /// <summary>Whether any event function changes its sign between the last state and this one.</summary>
    public bool Crosses(double t, double[] next)
    {
        for (var i = 0; i < watches.Length; i++)
            if (Counts(watches[i].Direction, before[i], watches[i].Function(t, next)))
                return true;
        return false;
    }

    /// <summary>Records the events of a step, up to the first terminal one, whose time is returned; NaN: none.</summary>
    public double Locate(double t, double length, double[] polynomial)
    {
        if (watches.Length == 0)
            return double.NaN;
        var crossings =
            from i in Enumerable.Range(0, watches.Length)
            let fraction = Fraction(watches[i], before[i], t, length, polynomial)
            where fraction is not null
            orderby fraction
            select (Watch: watches[i], Time: t + fraction.Value * length, State: StateAt(fraction.Value, polynomial));
        foreach (var (watch, time, state) in crossings)
        {
            found.Add(new OdeEvent(watch.Name, time, state));
            if (watch.Terminal)
                return time;
        }
        return double.NaN;
    }

    private static bool Counts(EventDirection direction, double before, double after) =>
        (before < 0 && after >= 0 && direction != EventDirection.Falling)
        || (before > 0 && after <= 0 && direction != EventDirection.Rising);

    private static double? Fraction(EventWatch watch, double before, double t, double length, double[] polynomial)
    {
        double Value(double s) => watch.Function(t + s * length, StateAt(s, polynomial));
        var after = Value(1);
        if (!Counts(watch.Direction, before, after))
            return null;
        return after == 0 ? 1 : Brent.FindRoot(s => s == 0 ? before : Value(s), 0, 1, 1e-14, 200);
    }

    private static double[] StateAt(double fraction, double[] polynomial)
    {
        var state = new double[polynomial.Length / Stepper.DenseTerms];
        DenseOutput.Evaluate(polynomial, fraction, state);
        return state;
    }
}
