using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Tieleman and Hinton 2012: gradients over a running root mean square; centred by their mean if asked (Graves 2013).</summary>
public class RMSProp : OptimizerHelper, IMomentum
{
    public RMSProp(
        IEnumerable<Parameter> parameters,
        double lr = 1e-3,
        double alpha = 0.99,
        double eps = 1e-8,
        double weight_decay = 0,
        double momentum = 0.0,
        bool centered = false,
        bool maximize = false
    )
        : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize)
    { }

    public RMSProp(
        IEnumerable<ParamGroup> parameters,
        double lr = 1e-3,
        double alpha = 0.99,
        double eps = 1e-8,
        double weight_decay = 0,
        double momentum = 0.0,
        bool centered = false,
        bool maximize = false
    )
        : base(ParamGroup.Of(lr, alpha, eps, weight_decay, momentum, centered, maximize))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(eps);
        ArgumentOutOfRangeException.ThrowIfNegative(momentum);
        ArgumentOutOfRangeException.ThrowIfNegative(weight_decay);
        ArgumentOutOfRangeException.ThrowIfNegative(alpha);
        AddGroups(parameters);
    }

    public double Momentum
    {
        get => ((Options)_defaults).momentum!.Value;
        set => ((Options)_defaults).momentum = value;
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
        var (alpha, rate) = (o.alpha!.Value, o.LearningRate!.Value);
        s.step++;
        if (o.maximize == true)
            gradient = gradient.neg();
        if (o.weight_decay != 0)
            gradient = gradient.add(parameter, alpha: o.weight_decay!.Value);
        s.square_avg.mul_(alpha).addcmul_(gradient, gradient, value: 1 - alpha);
        var variance = s.square_avg;
        if (o.centered == true)
        {
            s.grad_avg!.mul_(alpha).add_(gradient, alpha: 1 - alpha);
            variance = variance.addcmul(s.grad_avg, s.grad_avg, value: -1);
        }
        var root = variance.sqrt().add_(o.eps!.Value);
        if (o.momentum == 0)
        {
            parameter.addcdiv_(gradient, root, value: -rate);
            return;
        }
        s.momentum_buffer ??= Zeros(parameter);
        s.momentum_buffer.mul_(o.momentum!.Value).addcdiv_(gradient, root, value: 1);
        parameter.add_(s.momentum_buffer, alpha: -rate);
    }

    private static Tensor Zeros(Parameter parameter) => zeros_like(parameter).DetachFromDisposeScope();

    public sealed class State(Parameter parameter) : OptimizerState(parameter)
    {
        public long step;
        public Tensor square_avg = null!;
        public Tensor? momentum_buffer;
        public Tensor? grad_avg;

        public override void Initialize(OptimizerOptions options)
        {
            var o = (Options)options;
            (step, square_avg) = (0, Zeros());
            momentum_buffer = o.momentum > 0 ? Zeros() : null;
            grad_avg = o.centered == true ? Zeros() : null;
        }

        internal override void Exchange(StateExchange exchange)
        {
            exchange.Field(ref step);
            exchange.Field(ref square_avg);
            exchange.Optional(ref momentum_buffer);
            exchange.Optional(ref grad_avg);
        }
    }

    public class Options : OptimizerOptions
    {
        public double? momentum;
        public double? alpha;
        public double? eps;
        public double? weight_decay;
        public bool? centered;
        public bool? maximize;

        internal override void Exchange(StateExchange exchange)
        {
            base.Exchange(exchange);
            exchange.Field(ref momentum);
            exchange.Field(ref alpha);
            exchange.Field(ref eps);
            exchange.Field(ref weight_decay);
            exchange.Field(ref centered);
            exchange.Field(ref maximize);
        }
    }

    public class ParamGroup : ParamGroup<Options>, IMomentum
    {
        public ParamGroup() { }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options) { }

        public ParamGroup(
            IEnumerable<Parameter> parameters,
            double lr = 1e-3,
            double eps = 1e-8,
            double alpha = 0.99,
            double weight_decay = 0,
            double momentum = 0.0,
            bool centered = false
        )
            : base(parameters, Of(lr, alpha, eps, weight_decay, momentum, centered, false)) { }

        public double Momentum
        {
            get => Options.momentum!.Value;
            set => Options.momentum = value;
        }

        internal static Options Of(
            double lr,
            double alpha,
            double eps,
            double weight_decay,
            double momentum,
            bool centered,
            bool maximize
        ) =>
            new()
            {
                LearningRate = lr,
                alpha = alpha,
                eps = eps,
                weight_decay = weight_decay,
                momentum = momentum,
                centered = centered,
                maximize = maximize,
            };
    }
}
