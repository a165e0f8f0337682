namespace TorchSharp.Modules;

/// <summary>Loshchilov and Hutter 2019: Adam whose weight decay shrinks the parameter itself, past the moments.</summary>
public class AdamW : Adam
{
    public AdamW(
        IEnumerable<Parameter> parameters,
        double lr = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double eps = 1e-8,
        double weight_decay = 0,
        bool amsgrad = false,
        bool maximize = false
    )
        : base(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize) { }

    public AdamW(
        IEnumerable<ParamGroup> parameters,
        double lr = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double eps = 1e-8,
        double weight_decay = 0,
        bool amsgrad = false,
        bool maximize = false
    )
        : base(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize) { }

    private protected override bool DecayIsDecoupled => true;
}
