using System.Numerics.Tensors;
using MlPhys.Runs;

namespace MlPhys.Numerics.Optimisation;

/// <summary>One run of the trust-region iteration of Moré (1978) with an active set of bounds.</summary>
internal sealed class TrustRegion
{
    private const double InitialRadius = 0.1;
    private const double LeastGain = 1e-4;

    private readonly ResidualProblem problem;
    private readonly LevenbergMarquardt settings;
    private readonly double[] scale;
    private readonly double rankTolerance;
    private double[] point;
    private double[] residuals;
    private double[] jacobian;
    private double radius;
    private int iterations;

    public TrustRegion(ResidualProblem problem, LevenbergMarquardt settings)
    {
        this.problem = problem;
        this.settings = settings;
        // Central differences carry noise of about 1e-11 relative, which hides smaller singular values.
        rankTolerance = problem.HasJacobian ? problem.Rows * Math.ScaleB(1, -52) : 1e-9;
        point = problem.Start;
        residuals = problem.StartResiduals;
        jacobian = problem.Jacobian(point);
        scale = new double[point.Length];
        Rescale();
        radius = InitialRadius * (ScaledNorm(point) is var norm and > 0 ? norm : Math.Sqrt(SumOfSquares(residuals)));
    }

    public LeastSquaresFit Run(IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        for (iterations = 0; iterations < settings.IterationLimit; iterations++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Settled() is { } settled)
                return Result(settled);
            if (Advance() is { } reason)
                return Result(reason);
            progress?.Report(
                new RunProgress(
                    "fit",
                    iterations + 1,
                    settings.IterationLimit,
                    FormattableString.Invariant($"RSS {SumOfSquares(residuals):G6}")
                )
            );
        }
        return Result(Convergence.IterationLimit);
    }

    private static double SumOfSquares(double[] values) => TensorPrimitives.SumOfSquares<double>(values);

    private Convergence? Settled()
    {
        var norm = Math.Sqrt(SumOfSquares(residuals));
        if (norm == 0)
            return Convergence.PerfectFit;
        var steepest = FreeNow().Select(j => Math.Abs(Slope(j)) / (ColumnNorm(j) * norm)).Where(double.IsFinite);
        return steepest.DefaultIfEmpty(0).Max() <= settings.Tolerance ? Convergence.GradientVanishes : null;
    }

    /// <summary>Shrinks the radius until a step is accepted, and takes it; a reason where none is worth taking.</summary>
    private Convergence? Advance()
    {
        while (true)
        {
            var step = FeasibleStep();
            var length = ScaledNorm(step);
            if (length == 0)
                return Convergence.StepVanishes;
            if (iterations == 0)
                radius = Math.Min(radius, length);
            var trial = Moved(step);
            var trialResiduals = problem.Residuals(trial);
            var before = SumOfSquares(residuals);
            var actual = 1 - SumOfSquares(trialResiduals) / before;
            var predicted = 1 - PredictedSumOfSquares(step) / before;
            var gain = predicted > 0 && !double.IsNaN(actual) ? actual / predicted : double.NegativeInfinity;
            UpdateRadius(gain, length);
            // Below its rounding error the sum of squares no longer judges a step, but the step still brings the parameters closer.
            var last = Math.Abs(actual) <= SmallestReduction && predicted <= SmallestReduction;
            if (gain >= LeastGain || last)
                Accept(trial, trialResiduals);
            if (last)
                return Convergence.ReductionVanishes;
            if (radius <= settings.Tolerance * ScaledNorm(point))
                return Convergence.StepVanishes;
            if (gain >= LeastGain)
                return null;
            if (radius < 1e-300)
                return Convergence.StepVanishes;
        }
    }

    /// <summary>Relative: the sum of squares is of second order in the step.</summary>
    private double SmallestReduction => Math.Max(settings.Tolerance * settings.Tolerance, Math.ScaleB(1, -48));

    /// <summary>A step of the linear model that leaves no bound: parameters that would cross one they stand at are held.</summary>
    private double[] FeasibleStep()
    {
        var free = FreeNow();
        while (free.Length > 0)
        {
            var step = new LinearModel(jacobian, residuals, free, scale, rankTolerance).Step(radius, point.Length);
            var blocked = free.Where(j => Blocked(j, step[j])).ToArray();
            if (blocked.Length == 0)
                return step;
            free = [.. free.Except(blocked)];
        }
        return new double[point.Length];
    }

    private bool Blocked(int j, double step) =>
        (point[j] <= problem.Lower[j] && step < 0) || (point[j] >= problem.Upper[j] && step > 0);

    private int[] FreeNow() => [.. Enumerable.Range(0, point.Length).Where(j => StateOf(j) == BoundState.Free)];

    private BoundState StateOf(int j) =>
        point[j] <= problem.Lower[j] && Slope(j) > 0 ? BoundState.AtLower
        : point[j] >= problem.Upper[j] && Slope(j) < 0 ? BoundState.AtUpper
        : BoundState.Free;

    private ReadOnlySpan<double> Column(int j) => jacobian.AsSpan(j * problem.Rows, problem.Rows);

    private double Slope(int j) => TensorPrimitives.Dot(Column(j), residuals);

    private double ColumnNorm(int j) => TensorPrimitives.Norm(Column(j));

    /// <summary>The point after a step, stopped at the bounds; the step is shortened with it.</summary>
    private double[] Moved(double[] step)
    {
        var moved = new double[point.Length];
        for (var j = 0; j < moved.Length; j++)
        {
            moved[j] = Math.Clamp(point[j] + step[j], problem.Lower[j], problem.Upper[j]);
            step[j] = moved[j] - point[j];
        }
        return moved;
    }

    private double PredictedSumOfSquares(double[] step)
    {
        var model = residuals.ToArray();
        for (var j = 0; j < step.Length; j++)
            TensorPrimitives.MultiplyAdd(Column(j), step[j], model, model);
        return SumOfSquares(model);
    }

    private void UpdateRadius(double gain, double length)
    {
        if (!(gain > 0.25))
            radius = (gain < 0 ? 0.1 : 0.5) * Math.Min(radius, length * 10);
        else if (gain >= 0.75)
            radius = Math.Max(radius, 2 * length);
    }

    private void Accept(double[] trial, double[] trialResiduals)
    {
        point = trial;
        residuals = trialResiduals;
        jacobian = problem.Jacobian(point);
        Rescale();
    }

    /// <summary>Each parameter is measured in units of the greatest sensitivity seen so far.</summary>
    private void Rescale()
    {
        for (var j = 0; j < scale.Length; j++)
        {
            scale[j] = Math.Max(scale[j], ColumnNorm(j));
            if (scale[j] == 0)
                scale[j] = 1;
        }
    }

    private double ScaledNorm(double[] vector) => Math.Sqrt(vector.Select((v, j) => scale[j] * v * scale[j] * v).Sum());

    private LeastSquaresFit Result(Convergence reason)
    {
        var states = Enumerable.Range(0, point.Length).Select(StateOf).ToArray();
        var free = FreeNow();
        var degrees = problem.Rows - free.Length;
        var squares = SumOfSquares(residuals);
        var variance =
            settings.AbsoluteWeights ? 1
            : degrees > 0 ? squares / degrees
            : double.NaN;
        var unit = Enumerable.Range(0, point.Length).Select(j => ColumnNorm(j) is var n and > 0 ? n : 1).ToArray();
        var model = free.Length > 0 ? new LinearModel(jacobian, residuals, free, unit, rankTolerance) : null;
        var covariance = Covariance(model, variance);
        return new LeastSquaresFit
        {
            Estimates =
            [
                .. problem
                    .Outer(point)
                    .Select((p, j) => new ParameterEstimate(j, p, Math.Sqrt(covariance[j, j]), states[j])),
            ],
            Covariance = covariance,
            Residuals = problem.UnweightedResiduals(point),
            ResidualSumOfSquares = squares,
            DegreesOfFreedom = degrees,
            Rank = model?.Rank ?? 0,
            Reason = reason,
            Iterations = iterations,
            Evaluations = problem.Evaluations,
        };
    }

    private double[,] Covariance(LinearModel? model, double variance)
    {
        var chain = problem.OuterByInner(point);
        var covariance = model?.InverseNormalMatrix(point.Length) ?? new double[point.Length, point.Length];
        for (var a = 0; a < point.Length; a++)
        for (var b = 0; b < point.Length; b++)
            covariance[a, b] *= variance * chain[a] * chain[b];
        return covariance;
    }
}
