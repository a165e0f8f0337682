using System.Collections.Immutable;
using MlPhys.Numerics.LinearAlgebra;
using MlPhys.Runs;

namespace MlPhys.Numerics.Differential;

/// <summary>The initial value problem dy/dt = f(t, y), and how to solve it.</summary>
/// <remarks>Immutable: each With step returns a new problem. Without steps: Dormand-Prince at relative tolerance 1e-6, absolute 1e-9.</remarks>
public sealed record InitialValueProblem
{
    private InitialValueProblem(VectorField field) => Field = field;

    internal VectorField Field { get; }
    internal OdeMethod Method { get; private init; } = OdeMethod.DormandPrince;
    internal double Relative { get; private init; } = 1e-6;
    internal double[] Absolute { get; private init; } = [1e-9];
    internal double? Step { get; private init; }
    internal double LargestStep { get; private init; } = double.PositiveInfinity;
    internal int StepLimit { get; private init; } = 10_000_000;
    internal Func<double, double[], double[,]>? Jacobian { get; private init; }
    internal ImmutableArray<EventWatch> Watches { get; private init; } = [];

    /// <summary>A right-hand side that writes into a span: nothing is allocated for a step.</summary>
    /// <param name="field">f(t, y).</param>
    public static InitialValueProblem For(VectorField field) => new(field);

    /// <summary>A right-hand side that returns a new array.</summary>
    /// <param name="field">Maps time and state to the derivative, as long as the state.</param>
    public static InitialValueProblem For(Func<double, double[], double[]> field) => new(Fields.FromArrays(field));

    /// <summary>Chooses the method.</summary>
    public InitialValueProblem WithMethod(OdeMethod method) => this with { Method = method };

    /// <summary>Sets the tolerances of the adaptive methods: a step's error is kept below absolute + relative |y|.</summary>
    /// <param name="relative">Relative tolerance, between 1e-14 and 1.</param>
    /// <param name="absolute">Absolute tolerance, above 0: one for all components or one for each.</param>
    /// <exception cref="ArgumentException">A tolerance is outside its range.</exception>
    public InitialValueProblem WithTolerances(double relative, params double[] absolute)
    {
        if (relative is not (>= 1e-14 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(relative), relative, "a relative tolerance is in [1e-14, 1]");
        if (absolute.Length == 0 || Array.Exists(absolute, a => !(a > 0 && double.IsFinite(a))))
            throw new ArgumentException(
                $"absolute tolerances are [{string.Join(", ", absolute)}]; each must be finite and above 0",
                nameof(absolute)
            );
        return this with { Relative = relative, Absolute = [.. absolute] };
    }

    /// <summary>Sets the step: the fixed one of RungeKutta4, the first one of the adaptive methods.</summary>
    /// <param name="step">Above 0, in units of time.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is not above 0.</exception>
    public InitialValueProblem WithStep(double step) => this with { Step = Positive(step, nameof(step)) };

    /// <summary>Limits the steps of the adaptive methods, for instance so that no event is stepped over.</summary>
    /// <param name="step">Above 0, in units of time.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is not above 0.</exception>
    public InitialValueProblem WithLargestStep(double step) => this with { LargestStep = Positive(step, nameof(step)) };

    /// <summary>Limits the number of steps, ten million without this step.</summary>
    /// <param name="limit">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public InitialValueProblem WithStepLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return this with { StepLimit = limit };
    }

    /// <summary>Gives Rodas4 the Jacobian in closed form; without it, forward differences are taken.</summary>
    /// <param name="jacobian">Maps time and state to the n x n matrix of derivatives of f_i by y_j.</param>
    public InitialValueProblem WithJacobian(Func<double, double[], double[,]> jacobian) =>
        this with
        {
            Jacobian = jacobian,
        };

    /// <summary>Watches for zeros of a function of time and state.</summary>
    /// <param name="name">Name of the event in the results.</param>
    /// <param name="function">Changes sign at the event; the state array is reused between calls.</param>
    /// <param name="direction">Which crossings count.</param>
    /// <param name="terminal">Whether the integration ends there.</param>
    public InitialValueProblem WithEvent(
        string name,
        Func<double, double[], double> function,
        EventDirection direction = EventDirection.Either,
        bool terminal = false
    ) => this with { Watches = Watches.Add(new EventWatch(name, function, direction, terminal)) };

    /// <summary>Solves over an interval; the trajectory knows the state after each step and at any time between.</summary>
    /// <param name="initial">State at the start, n finite numbers.</param>
    /// <param name="from">Start.</param>
    /// <param name="to">End; before the start: integrates backwards.</param>
    /// <param name="progress">Told every 1000 steps, in thousandths of the interval.</param>
    /// <param name="cancellation">Ends the run between steps.</param>
    /// <exception cref="ArgumentException">State, interval or tolerances are not usable.</exception>
    /// <exception cref="ArithmeticException">The right-hand side is not finite, the step vanished, or the limit of steps was reached.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public Trajectory Solve(
        double[] initial,
        double from,
        double to,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        if (!(double.IsFinite(from) && double.IsFinite(to)) || from == to)
            throw new ArgumentException($"[{from}, {to}] is no finite interval of two different times", nameof(to));
        return new Integration(this, Checked(initial), from, to, null).Run(progress, cancellation);
    }

    /// <summary>Solves from the first of given times on, and returns the states at these times.</summary>
    /// <param name="initial">State at the first time, n finite numbers.</param>
    /// <param name="times">At least two, strictly rising or strictly falling.</param>
    /// <param name="progress">Told every 1000 steps, in thousandths of the interval.</param>
    /// <param name="cancellation">Ends the run between steps.</param>
    /// <exception cref="ArgumentException">State, times or tolerances are not usable.</exception>
    /// <exception cref="ArithmeticException">The right-hand side is not finite, the step vanished, or the limit of steps was reached.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public Trajectory Solve(
        double[] initial,
        double[] times,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        Matrix.RequireFinite(times, nameof(times));
        if (times.Length < 2)
            throw new ArgumentException($"times has length {times.Length}; two are needed", nameof(times));
        for (var i = 1; i < times.Length; i++)
            if (!((times[i] - times[i - 1]) * (times[^1] - times[0]) > 0))
                throw new ArgumentException(
                    $"times[{i}] is {times[i]} after {times[i - 1]}; times are strictly ordered",
                    nameof(times)
                );
        return new Integration(this, Checked(initial), times[0], times[^1], times).Run(progress, cancellation);
    }

    internal Stepper CreateStepper(int dimension) =>
        Method switch
        {
            OdeMethod.DormandPrince => new DormandPrince(Field, dimension),
            OdeMethod.Rodas4 => new Rodas4(Field, dimension, Jacobian),
            OdeMethod.RungeKutta4 => new RungeKutta4(Field, dimension),
            _ => throw new ArgumentException($"{Method} is no method for initial value problems"),
        };

    private static double Positive(double value, string name) =>
        value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "a step is finite and above 0");

    private double[] Checked(double[] initial)
    {
        Matrix.RequireFinite(initial, nameof(initial));
        if (initial.Length == 0)
            throw new ArgumentException("initial is empty; a state has at least one component", nameof(initial));
        if (Absolute.Length != 1 && Absolute.Length != initial.Length)
            throw new ArgumentException(
                $"{Absolute.Length} absolute tolerances are given for {initial.Length} components",
                nameof(initial)
            );
        if (Method == OdeMethod.RungeKutta4 && Step is null)
            throw new ArgumentException("RungeKutta4 has a fixed step: give it by WithStep", nameof(initial));
        return initial;
    }
}
