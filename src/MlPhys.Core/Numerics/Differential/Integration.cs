using System.Numerics.Tensors;
using MlPhys.Runs;

namespace MlPhys.Numerics.Differential;

/// <summary>One integration of an initial value problem: steps, output and events.</summary>
internal sealed class Integration
{
    private readonly InitialValueProblem problem;
    private readonly Stepper stepper;
    private readonly StepControl control;
    private readonly EventSearch events;
    private readonly SampleRecorder output;
    private readonly double from;
    private readonly double to;
    private readonly double direction;
    private double[] state;
    private double[] next;
    private readonly double[] error;
    private double t;
    private double h;
    private int steps;
    private int rejected;

    public Integration(InitialValueProblem problem, double[] initial, double from, double to, double[]? times)
    {
        this.problem = problem;
        this.from = from;
        this.to = to;
        direction = Math.Sign(to - from);
        t = from;
        state = [.. initial];
        next = new double[initial.Length];
        error = new double[initial.Length];
        stepper = problem.CreateStepper(initial.Length);
        control = new StepControl(problem.Relative, problem.Absolute, Math.Max(1, stepper.ErrorOrder));
        events = new EventSearch(problem.Watches);
        output = new SampleRecorder(times, initial.Length);
    }

    public Trajectory Run(IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        stepper.Begin(t, state);
        RequireFiniteDerivative();
        events.Begin(t, state);
        output.Begin(t, state);
        h = FirstStep();
        while (t != to)
        {
            cancellation.ThrowIfCancellationRequested();
            if (steps >= problem.StepLimit)
                throw new ArithmeticException(
                    $"{steps} steps were taken at t = {t}, before the end {to}: raise WithStepLimit, or use Rodas4 if the problem is stiff"
                );
            if (TakeStep())
                break;
            if (steps % 1000 == 0)
                progress?.Report(new RunProgress("integrating", (long)(1000 * (t - from) / (to - from)), 1000));
        }
        return output.ToTrajectory(events.Found, steps, rejected, stepper.Evaluations);
    }

    private bool Adaptive => stepper.ErrorOrder > 0;

    private double FirstStep()
    {
        var first = problem.Step ?? control.FirstStep(problem.Field, t, state, stepper.Derivative, direction);
        return Adaptive ? Math.Min(first, problem.LargestStep) : first;
    }

    /// <summary>Takes one accepted step; true where a terminal event ended the integration.</summary>
    private bool TakeStep()
    {
        var (length, isLast) = AttemptUntilAccepted();
        var end = isLast ? to : t + length;
        var ended = false;
        if (output.NeedsDense(end, direction) || events.Crosses(end, next))
        {
            var polynomial = output.KeepsSteps ? new double[Stepper.DenseTerms * state.Length] : output.Scratch;
            stepper.Dense(length, state, next, polynomial);
            ended = events.Locate(t, length, polynomial) is var stop && !double.IsNaN(stop);
            if (ended)
                DenseOutput.Evaluate(polynomial, (stop - t) / length, next);
            output.Step(t, ended ? stop : end, length, polynomial, direction, next, ended);
        }
        (state, next) = (next, state);
        t = end;
        steps++;
        if (!ended && t != to)
            stepper.Accept(t, state);
        events.Begin(t, state);
        return ended;
    }

    private (double Length, bool IsLast) AttemptUntilAccepted()
    {
        while (true)
        {
            // A last step within one part in a million of the end goes there at once, so that no sliver is left.
            var remaining = Math.Abs(to - t);
            var isLast = h * 1.000001 >= remaining;
            var length = direction * (isLast ? remaining : h);
            stepper.Attempt(t, length, state, next, error);
            if (!Adaptive)
            {
                RequireFiniteState();
                return (length, isLast);
            }
            var norm = control.Norm(error, state, next);
            var factor = control.Factor(norm);
            var tried = Math.Abs(length);
            if (norm <= 1)
            {
                h = Math.Min(Math.Max(factor * tried, isLast ? h : 0), problem.LargestStep);
                return (length, isLast);
            }
            rejected++;
            h = factor * tried;
            RequireStepAboveRounding(norm);
        }
    }

    private void RequireStepAboveRounding(double norm)
    {
        if (h > 4 * Math.BitIncrement(Math.Abs(t)) - 4 * Math.Abs(t))
            return;
        var cause = double.IsFinite(norm)
            ? "the solution may be singular there, or the problem stiff (use Rodas4)"
            : "the right-hand side is not finite beyond it";
        throw new ArithmeticException($"the step fell to {h} at t = {t}: {cause}");
    }

    private void RequireFiniteDerivative()
    {
        var derivative = stepper.Derivative;
        for (var i = 0; i < derivative.Length; i++)
            if (!double.IsFinite(derivative[i]))
                throw new ArithmeticException(
                    $"the derivative of component {i} is {derivative[i]} at the start t = {t}"
                );
    }

    private void RequireFiniteState()
    {
        if (double.IsFinite(TensorPrimitives.Sum<double>(next)))
            return;
        var i = Array.FindIndex(next, v => !double.IsFinite(v));
        throw new ArithmeticException(
            $"component {i} became {(i < 0 ? double.NaN : next[i])} in the step from t = {t}: take a smaller one"
        );
    }
}
