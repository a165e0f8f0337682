using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Duchi et al. 2011: gradients over the root of the sum of their squares so far.</summary>
public class Adagrad : OptimizerHelper
{
    public Adagrad(
        IEnumerable<Parameter> parameters,
        double lr = 1e-2,
        double lr_decay = 0,
        double weight_decay = 0,
        double initial_accumulator_value = 0,
        double eps = 1e-10
    )
        : this([new ParamGroup { Parameters = parameters }], lr, lr_decay, weight_decay, initial_accumulator_value, eps)
    { }

    public Adagrad(
        IEnumerable<ParamGroup> parameters,
        double lr = 1e-2,
        double lr_decay = 0,
        double weight_decay = 0,
        double initial_accumulator_value = 0,
        double eps = 1e-10
    )
        : base(ParamGroup.Of(lr, lr_decay, weight_decay, initial_accumulator_value, eps))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lr_decay);
        ArgumentOutOfRangeException.ThrowIfNegative(weight_decay);
        ArgumentOutOfRangeException.ThrowIfNegative(initial_accumulator_value);
        ArgumentOutOfRangeException.ThrowIfNegative(eps);
        AddGroups(parameters);
    }

    private protected override OptimizerOptions NewOptions() => new Options();

    private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

    private protected override void Update(
        Parameter parameter,
        Tensor gradient,
        OptimizerState state,
        OptimizerOptions options
    )
    {
        var (s, o) = ((State)state, (Options)options);
        s.step++;
        if (o.weight_decay != 0)
            gradient = gradient.add(parameter, alpha: o.weight_decay!.Value);
        var rate = o.LearningRate!.Value / (1 + (s.step - 1) * o.lr_decay!.Value);
        s.sum.addcmul_(gradient, gradient, value: 1);
        parameter.addcdiv_(gradient, s.sum.sqrt().add_(o.eps!.Value), value: -rate);
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter)
    {
        public long step;
        public Tensor sum = null!;

        public override void Initialize(OptimizerOptions options) =>
            (step, sum) = (0, Filled(((Options)options).initial_accumulator_value!.Value));

        internal override void Exchange(StateExchange exchange)
        {
            exchange.Field(ref step);
            exchange.Field(ref sum);
        }
    }

    public class Options : OptimizerOptions
    {
        public double? lr_decay;
        public double? initial_accumulator_value;
        public double? eps;
        public double? weight_decay;

        internal override void Exchange(StateExchange exchange)
        {
            base.Exchange(exchange);
            exchange.Field(ref lr_decay);
            exchange.Field(ref initial_accumulator_value);
            exchange.Field(ref eps);
            exchange.Field(ref weight_decay);
        }
    }

    public class ParamGroup : ParamGroup<Options>
    {
        public ParamGroup() { }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options) { }

        public ParamGroup(
            IEnumerable<Parameter> parameters,
            double lr = 0.01,
            double lr_decay = 0,
            double weight_decay = 0,
            double initial_accumulator_value = 0,
            double eps = 1e-10
        )
            : base(parameters, Of(lr, lr_decay, weight_decay, initial_accumulator_value, eps)) { }

        internal static Options Of(
            double lr,
            double lr_decay,
            double weight_decay,
            double initial_accumulator_value,
            double eps
        ) =>
            new()
            {
                LearningRate = lr,
                lr_decay = lr_decay,
                weight_decay = weight_decay,
                initial_accumulator_value = initial_accumulator_value,
                eps = eps,
            };
    }
}
