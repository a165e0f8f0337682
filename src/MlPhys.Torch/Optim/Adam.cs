using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Kingma and Ba 2015. Weight decay is added to the gradient.</summary>
public class Adam : OptimizerHelper, IBetas
{
    public Adam(
        IEnumerable<Parameter> parameters,
        double lr = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double eps = 1e-8,
        double weight_decay = 0,
        bool amsgrad = false,
        bool maximize = false
    )
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize) { }

    public Adam(
        IEnumerable<ParamGroup> parameters,
        double lr = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double eps = 1e-8,
        double weight_decay = 0,
        bool amsgrad = false,
        bool maximize = false
    )
        : base(ParamGroup.Of(lr, beta1, beta2, eps, weight_decay, amsgrad, maximize))
    {
        AdamRule.Check(eps, beta1, beta2, weight_decay);
        AddGroups(parameters);
    }

    public (double, double) Betas
    {
        get => (((Options)_defaults).beta1!.Value, ((Options)_defaults).beta2!.Value);
        set => (((Options)_defaults).beta1, ((Options)_defaults).beta2) = value;
    }

    private protected virtual bool DecayIsDecoupled => false;

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
        var (beta1, beta2) = (o.beta1!.Value, o.beta2!.Value);
        var (rate, decay) = (o.LearningRate!.Value, o.weight_decay!.Value);
        s.step++;
        AdamRule.Step(
            parameter,
            gradient,
            s.exp_avg,
            s.exp_avg_sq,
            s.max_exp_avg_sq,
            new AdamCoefficients(
                beta1,
                beta2,
                rate / (1 - Math.Pow(beta1, s.step)),
                Math.Sqrt(1 - Math.Pow(beta2, s.step)),
                o.eps!.Value,
                Decay: DecayIsDecoupled ? 0 : decay,
                Shrinkage: DecayIsDecoupled ? 1 - rate * decay : 1,
                Sign: o.maximize == true ? -1 : 1
            )
        );
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter)
    {
        public long step;
        public Tensor exp_avg = null!;
        public Tensor exp_avg_sq = null!;
        public Tensor? max_exp_avg_sq;

        public override void Initialize(OptimizerOptions options)
        {
            (step, exp_avg, exp_avg_sq) = (0, Zeros(), Zeros());
            max_exp_avg_sq = ((Options)options).amsgrad == true ? Zeros() : null;
        }

        internal override void Exchange(StateExchange exchange)
        {
            exchange.Field(ref step);
            exchange.Field(ref exp_avg);
            exchange.Field(ref exp_avg_sq);
            exchange.Optional(ref max_exp_avg_sq);
        }
    }

    public class Options : OptimizerOptions
    {
        public double? beta1;
        public double? beta2;
        public double? eps;
        public double? weight_decay;
        public bool? amsgrad;
        public bool? maximize;

        internal override void Exchange(StateExchange exchange)
        {
            base.Exchange(exchange);
            exchange.Field(ref beta1);
            exchange.Field(ref beta2);
            exchange.Field(ref eps);
            exchange.Field(ref weight_decay);
            exchange.Field(ref amsgrad);
            exchange.Field(ref maximize);
        }
    }

    public class ParamGroup : ParamGroup<Options>, IBetas
    {
        public ParamGroup() { }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options) { }

        public ParamGroup(
            IEnumerable<Parameter> parameters,
            double lr = 1e-3,
            double beta1 = 0.9,
            double beta2 = 0.999,
            double eps = 1e-8,
            double weight_decay = 0,
            bool amsgrad = false,
            bool maximize = false
        )
            : base(parameters, Of(lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)) { }

        public (double, double) Betas
        {
            get => (Options.beta1!.Value, Options.beta2!.Value);
            set => (Options.beta1, Options.beta2) = value;
        }

        internal static Options Of(
            double lr,
            double beta1,
            double beta2,
            double eps,
            double weight_decay,
            bool amsgrad,
            bool maximize
        ) =>
            new()
            {
                LearningRate = lr,
                beta1 = beta1,
                beta2 = beta2,
                eps = eps,
                weight_decay = weight_decay,
                amsgrad = amsgrad,
                maximize = maximize,
            };
    }
}
