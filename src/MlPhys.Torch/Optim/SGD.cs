using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Gradient descent with momentum (Polyak 1964), or Nesterov's (Sutskever et al. 2013).</summary>
public class SGD : OptimizerHelper, IMomentum
{
    public SGD(
        IEnumerable<Parameter> parameters,
        double lr,
        double momentum = 0.0,
        double dampening = 0,
        double weight_decay = 0,
        bool nesterov = false,
        bool maximize = false
    )
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    { }

    public SGD(
        IEnumerable<ParamGroup> parameters,
        double lr,
        double momentum = 0.0,
        double dampening = 0,
        double weight_decay = 0,
        bool nesterov = false,
        bool maximize = false
    )
        : base(ParamGroup.Of(lr, momentum, dampening, weight_decay, nesterov, maximize))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(momentum);
        ArgumentOutOfRangeException.ThrowIfNegative(weight_decay);
        if (nesterov && (momentum == 0 || dampening != 0))
            throw new ArgumentException("Nesterov's momentum needs a momentum and no dampening.", nameof(nesterov));
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
        var momentum = o.momentum!.Value;
        if (o.maximize == true)
            gradient = gradient.neg();
        if (o.weight_decay != 0)
            gradient = gradient.add(parameter, alpha: o.weight_decay!.Value);
        if (momentum != 0)
        {
            s.momentum_buffer = s.momentum_buffer is null
                ? gradient.clone().DetachFromDisposeScope()
                : s.momentum_buffer.mul_(momentum).add_(gradient, alpha: 1 - o.dampening!.Value);
            gradient = o.nesterov == true ? gradient.add(s.momentum_buffer, alpha: momentum) : s.momentum_buffer;
        }
        parameter.add_(gradient, alpha: -o.LearningRate!.Value);
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter)
    {
        public Tensor? momentum_buffer;

        public override void Initialize(OptimizerOptions options) => momentum_buffer = null;

        internal override void Exchange(StateExchange exchange) => exchange.Optional(ref momentum_buffer);
    }

    public class Options : OptimizerOptions
    {
        public double? momentum;
        public double? dampening;
        public double? weight_decay;
        public bool? nesterov;
        public bool? maximize;

        internal override void Exchange(StateExchange exchange)
        {
            base.Exchange(exchange);
            exchange.Field(ref momentum);
            exchange.Field(ref dampening);
            exchange.Field(ref weight_decay);
            exchange.Field(ref nesterov);
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
            double momentum = 0.0,
            double dampening = 0,
            double weight_decay = 0,
            bool nesterov = false,
            bool maximize = false
        )
            : base(parameters, Of(lr, momentum, dampening, weight_decay, nesterov, maximize)) { }

        public double Momentum
        {
            get => Options.momentum!.Value;
            set => Options.momentum = value;
        }

        internal static Options Of(
            double lr,
            double momentum,
            double dampening,
            double weight_decay,
            bool nesterov,
            bool maximize
        ) =>
            new()
            {
                LearningRate = lr,
                momentum = momentum,
                dampening = dampening,
                weight_decay = weight_decay,
                nesterov = nesterov,
                maximize = maximize,
            };
    }
}
