using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Liu and Nocedal 1989: quasi-Newton steps from a limited memory of gradients, over all parameters together.</summary>
public class LBFGS : Optimizer, ILearningRateController
{
    private readonly IReadOnlyList<Parameter> parameterList;
    private readonly CurvatureMemory memory;
    private readonly long mostIterations;
    private readonly long mostEvaluations;
    private readonly double gradientTolerance;
    private readonly double changeTolerance;
    private readonly bool searchesLine;
    private Tensor? formerGradient;
    private Tensor? formerMove;

    /// <param name="parameters">All on one device, of one type.</param>
    /// <param name="lr">Step length, or where the line search begins.</param>
    /// <param name="max_iter">Iterations in one call of <see cref="step"/>.</param>
    /// <param name="max_eval">Evaluations of the closure in one call; null allows 5/4 of the iterations.</param>
    /// <param name="tolerange_grad">Stops when no entry of the gradient is above this.</param>
    /// <param name="tolerance_change">Stops when neither the parameters nor the loss change by more than this.</param>
    /// <param name="history_size">Pairs that the memory holds.</param>
    /// <param name="line_search_fn">null or "strong_wolfe" (an addition to TorchSharp, which has no line search).</param>
    public LBFGS(
        IEnumerable<Parameter> parameters,
        double lr = 0.01,
        long max_iter = 20,
        long? max_eval = null,
        double tolerange_grad = 1e-5,
        double tolerance_change = 1e-9,
        long history_size = 100,
        string? line_search_fn = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lr);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max_iter);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(history_size);
        if (line_search_fn is not (null or "strong_wolfe"))
            throw new ArgumentException(
                $"The line search is '{line_search_fn}', expected null or 'strong_wolfe'.",
                nameof(line_search_fn)
            );
        parameterList = [.. parameters];
        if (parameterList.Count == 0)
            throw new ArgumentException("The optimiser got no parameters.", nameof(parameters));
        (mostIterations, mostEvaluations) = (max_iter, max_eval ?? max_iter * 5 / 4);
        (gradientTolerance, changeTolerance) = (tolerange_grad, tolerance_change);
        searchesLine = line_search_fn is not null;
        memory = new(history_size);
        (LearningRate, InitialLearningRate) = (lr, lr);
        groups.Add(
            new()
            {
                Parameters = parameterList,
                Options = new() { LearningRate = lr, InitialLearningRate = lr },
            }
        );
    }

    public double LearningRate { get; set; }
    public double InitialLearningRate { get; set; }

    /// <summary>The optimiser itself: it has one group, whose rate is its own.</summary>
    public override IEnumerable<ILearningRateController> ParamGroups => [this];

    public override void add_param_group(ParamGroup param_group) =>
        throw new NotSupportedException(
            "LBFGS has a single parameter group: its memory is of all parameters together."
        );

    public override Tensor? step(Func<Tensor>? closure = null)
    {
        ArgumentNullException.ThrowIfNull(closure);
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var (first, loss) = Evaluate(closure);
        var gradient = FlatGradient();
        var evaluations = 1;
        for (var iteration = 1; !IsFlat(gradient); iteration++)
        {
            var start = formerGradient is null;
            if (!start)
                memory.Add(formerMove!.clone(), gradient - formerGradient!);
            var direction = memory.Direction(gradient);
            var slope = gradient.dot(direction).ToDouble();
            if (slope > -changeTolerance)
                break;
            var length = LearningRate * (start ? Math.Min(1, 1 / Sum(gradient.abs())) : 1);
            var former = loss;
            Keep(ref formerGradient, gradient);
            if (searchesLine)
            {
                var search = Search(closure, direction, new Trial(0, loss, gradient, slope), length);
                (length, loss, gradient) = (search.Best.Step, search.Best.Loss, search.Best.Gradient);
                evaluations += search.Evaluations;
            }
            else
            {
                Move(direction, length);
                if (iteration < mostIterations)
                {
                    (_, loss) = Evaluate(closure);
                    gradient = FlatGradient();
                    evaluations++;
                }
            }
            Keep(ref formerMove, direction * length);
            if (iteration >= mostIterations || evaluations >= mostEvaluations)
                break;
            if (Largest(formerMove!) <= changeTolerance || Math.Abs(loss - former) < changeTolerance)
                break;
        }
        return first.MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            memory.Dispose();
            formerGradient?.Dispose();
            formerMove?.Dispose();
        }
        base.Dispose(disposing);
    }

    private (Trial Best, int Evaluations) Search(Func<Tensor> closure, Tensor direction, Trial start, double length)
    {
        var origin = parameterList.Select(parameter => parameter.clone()).ToList();
        var search = new StrongWolfe(At, start, Largest(direction), changeTolerance);
        var best = search.From(length);
        MoveFrom(origin, best.Step);
        return (best, search.Evaluations);

        Trial At(double step)
        {
            MoveFrom(origin, step);
            var (_, loss) = Evaluate(closure);
            var gradient = FlatGradient();
            return new(step, loss, gradient, gradient.dot(direction).ToDouble());
        }

        // From the same origin each time, so that rounding does not add up over trials.
        void MoveFrom(List<Tensor> values, double step)
        {
            foreach (var (parameter, value) in parameterList.Zip(values))
                parameter.copy_(value);
            Move(direction, step);
        }
    }

    private static (Tensor Tensor, double Loss) Evaluate(Func<Tensor> closure)
    {
        using (enable_grad())
        {
            var loss = closure();
            return (loss, loss.ToDouble());
        }
    }

    private Tensor FlatGradient() =>
        cat([
            .. parameterList.Select(parameter =>
                parameter.grad is { } gradient ? gradient.reshape(-1) : zeros_like(parameter).reshape(-1)
            ),
        ]);

    private void Move(Tensor direction, double length)
    {
        var start = 0L;
        foreach (var parameter in parameterList)
        {
            var part = direction.narrow(0, start, parameter.numel()).view(parameter.shape);
            parameter.add_(part, alpha: length);
            start += parameter.numel();
        }
    }

    private bool IsFlat(Tensor gradient) => Largest(gradient) <= gradientTolerance;

    private static double Largest(Tensor tensor) => tensor.abs().max().ToDouble();

    private static double Sum(Tensor tensor) => tensor.sum().ToDouble();

    private static void Keep(ref Tensor? place, Tensor tensor)
    {
        place?.Dispose();
        place = tensor.clone().DetachFromDisposeScope();
    }
}
