using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlPhys.Torch.Tests.NN;

/// <summary>Every module that MlPhys.Torch offers, losses apart.</summary>
internal static class ModuleCases
{
    public static IReadOnlyList<ModuleCase> All { get; } =
    [
        .. Linear(),
        .. Activations(),
        .. Convolutions(),
        .. Poolings(),
        .. Norms(),
        .. Dropouts(),
        .. Paddings(),
        .. Containers(),
        .. Recurrent(),
    ];

    private static IEnumerable<ModuleCase> Linear()
    {
        yield return ModuleCase.Of("Linear", () => nn.Linear(3, 5), [4, 3], [4, 5]);
        yield return ModuleCase.Of("Linear without bias", () => nn.Linear(3, 5, false), [2, 4, 3], [2, 4, 5]);
        yield return Pair("Bilinear", () => Bilinear(3, 2, 5), [4, 3], [4, 2], [4, 5]);
        yield return Pair("CosineSimilarity", () => CosineSimilarity(), [4, 3], [4, 3], [4]);
        yield return Pair("PairwiseDistance", () => PairwiseDistance(), [4, 3], [4, 3], [4]);
        yield return Index("Embedding", () => Embedding(6, 3), [4, 2, 3]);
        yield return ModuleCase.Of("Identity", () => Identity(), [4, 3], [4, 3]);
        yield return ModuleCase.Of("Flatten", () => Flatten(), [4, 3, 2], [4, 6]);
        yield return ModuleCase.Of("Unflatten", () => Unflatten(1, [3, 2]), [4, 6], [4, 3, 2]);
    }

    private static IEnumerable<ModuleCase> Activations()
    {
        (string, Func<Module<Tensor, Tensor>>)[] pointwise =
        [
            ("ReLU", () => ReLU()),
            ("ReLU6", () => ReLU6()),
            ("LeakyReLU", () => LeakyReLU(0.1)),
            ("Hardtanh", () => Hardtanh(-0.5, 0.7)),
            ("Threshold", () => Threshold(0.1, -2)),
            ("ELU", () => ELU(1.3)),
            ("CELU", () => CELU(1.3)),
            ("SELU", () => SELU()),
            ("Softplus", () => Softplus(2, 10)),
            ("GELU", () => GELU()),
            ("GELU by tanh", () => GELU(TorchSharp.Modules.GELU.Approximate.tanh)),
            ("SiLU", () => SiLU()),
            ("Mish", () => Mish()),
            ("Hardswish", () => Hardswish()),
            ("Sigmoid", () => Sigmoid()),
            ("LogSigmoid", () => LogSigmoid()),
            ("Hardsigmoid", () => Hardsigmoid()),
            ("Tanh", () => Tanh()),
            ("Tanhshrink", () => Tanhshrink()),
            ("Softsign", () => Softsign()),
            ("Hardshrink", () => Hardshrink()),
            ("Softshrink", () => Softshrink()),
            ("Softmax", () => Softmax(1)),
            ("Softmin", () => Softmin(1)),
            ("LogSoftmax", () => LogSoftmax(1)),
            ("PReLU", () => PReLU(3)),
        ];
        foreach (var (name, make) in pointwise)
            yield return ModuleCase.Of(name, make, [4, 3], [4, 3]);
        yield return ModuleCase.Of("GLU", () => GLU(), [4, 6], [4, 3]);
        yield return ModuleCase.Of("Softmax2d", () => Softmax2d(), [2, 3, 4, 4], [2, 3, 4, 4]);
        yield return ModuleCase.Of("RReLU", () => RReLU(), [4, 3], [4, 3]) with
        {
            IsRandom = true,
        };
    }

    private static IEnumerable<ModuleCase> Convolutions()
    {
        yield return ModuleCase.Of("Conv1d", () => Conv1d(2, 4, 3, stride: 2, padding: 1), [2, 2, 7], [2, 4, 4]);
        yield return ModuleCase.Of(
            "Conv1d circular",
            () => Conv1d(2, 4, 3, padding: 1, padding_mode: PaddingModes.Circular),
            [2, 2, 7],
            [2, 4, 7]
        );
        yield return ModuleCase.Of("Conv1d same", () => Conv1d(2, 4, 4, TorchSharp.Padding.Same), [2, 2, 7], [2, 4, 7]);
        yield return ModuleCase.Of("Conv2d", () => Conv2d(2, 4, (3, 2), padding: (1, 0)), [2, 2, 5, 5], [2, 4, 5, 4]);
        yield return ModuleCase.Of(
            "Conv2d in groups",
            () => Conv2d(4, 4, 3, groups: 2, dilation: 2),
            [1, 4, 6, 6],
            [1, 4, 2, 2]
        );
        yield return ModuleCase.Of(
            "Conv2d reflecting",
            () => Conv2d(2, 3, 3, padding: 1, padding_mode: PaddingModes.Reflect),
            [1, 2, 5, 5],
            [1, 3, 5, 5]
        );
        yield return ModuleCase.Of(
            "Conv2d same, circular",
            () => Conv2d(2, 3, 3, TorchSharp.Padding.Same, padding_mode: PaddingModes.Circular),
            [1, 2, 4, 5],
            [1, 3, 4, 5]
        );
        yield return ModuleCase.Of("Conv3d", () => Conv3d(2, 3, 2), [1, 2, 4, 3, 3], [1, 3, 3, 2, 2]);
        yield return ModuleCase.Of(
            "ConvTranspose1d",
            () => ConvTranspose1d(2, 3, 3, stride: 2, output_padding: 1),
            [2, 2, 4],
            [2, 3, 10]
        );
        yield return ModuleCase.Of(
            "ConvTranspose2d",
            () => ConvTranspose2d(2, 3, (3, 2), (2, 1)),
            [1, 2, 3, 3],
            [1, 3, 7, 4]
        );
        yield return ModuleCase.Of("ConvTranspose3d", () => ConvTranspose3d(2, 3, 2), [1, 2, 2, 2, 2], [1, 3, 3, 3, 3]);
    }

    private static IEnumerable<ModuleCase> Poolings()
    {
        yield return ModuleCase.Of("MaxPool1d", () => MaxPool1d(2), [2, 3, 6], [2, 3, 3]);
        yield return ModuleCase.Of("MaxPool2d", () => MaxPool2d(2, stride: 1), [1, 2, 4, 4], [1, 2, 3, 3]);
        yield return ModuleCase.Of("MaxPool3d", () => MaxPool3d(2), [1, 2, 4, 4, 2], [1, 2, 2, 2, 1]);
        yield return ModuleCase.Of("AvgPool1d", () => AvgPool1d(3, 1, 1), [2, 3, 6], [2, 3, 6]);
        yield return ModuleCase.Of("AvgPool2d", () => AvgPool2d((2, 3)), [1, 2, 4, 6], [1, 2, 2, 2]);
        yield return ModuleCase.Of("AvgPool3d", () => AvgPool3d(2), [1, 2, 4, 4, 2], [1, 2, 2, 2, 1]);
        yield return ModuleCase.Of("AdaptiveAvgPool1d", () => AdaptiveAvgPool1d(2), [2, 3, 5], [2, 3, 2]);
        yield return ModuleCase.Of("AdaptiveAvgPool2d", () => AdaptiveAvgPool2d((2, 3)), [1, 2, 5, 5], [1, 2, 2, 3]);
        yield return ModuleCase.Of("AdaptiveAvgPool3d", () => AdaptiveAvgPool3d(2), [1, 2, 4, 5, 3], [1, 2, 2, 2, 2]);
        yield return ModuleCase.Of("AdaptiveMaxPool1d", () => AdaptiveMaxPool1d(2), [2, 3, 5], [2, 3, 2]);
        yield return ModuleCase.Of("AdaptiveMaxPool2d", () => AdaptiveMaxPool2d([2, 3]), [1, 2, 5, 5], [1, 2, 2, 3]);
        yield return ModuleCase.Of(
            "AdaptiveMaxPool3d",
            () => AdaptiveMaxPool3d([2, 2, 1]),
            [1, 2, 4, 5, 3],
            [1, 2, 2, 2, 1]
        );
    }

    private static IEnumerable<ModuleCase> Norms()
    {
        yield return ModuleCase.Of("BatchNorm1d", () => BatchNorm1d(3), [5, 3], [5, 3]);
        yield return ModuleCase.Of(
            "BatchNorm1d plain",
            () => BatchNorm1d(3, affine: false, track_running_stats: false),
            [5, 3, 2],
            [5, 3, 2]
        );
        yield return ModuleCase.Of("BatchNorm2d", () => BatchNorm2d(3), [2, 3, 3, 2], [2, 3, 3, 2]);
        yield return ModuleCase.Of("BatchNorm3d", () => BatchNorm3d(2), [2, 2, 2, 2, 2], [2, 2, 2, 2, 2]);
        yield return ModuleCase.Of("InstanceNorm1d", () => InstanceNorm1d(3, affine: true), [2, 3, 4], [2, 3, 4]);
        yield return ModuleCase.Of("InstanceNorm2d", () => InstanceNorm2d(3), [3, 4, 4], [3, 4, 4]);
        yield return ModuleCase.Of(
            "InstanceNorm3d",
            () => InstanceNorm3d(2, track_running_stats: true),
            [2, 2, 2, 2, 3],
            [2, 2, 2, 2, 3]
        );
        yield return ModuleCase.Of("LayerNorm", () => LayerNorm([3, 2]), [4, 3, 2], [4, 3, 2]);
        yield return ModuleCase.Of("LayerNorm without bias", () => LayerNorm(3, bias: false), [4, 3], [4, 3]);
        yield return ModuleCase.Of("GroupNorm", () => GroupNorm(2, 4), [2, 4, 3], [2, 4, 3]);
        yield return ModuleCase.Of("LocalResponseNorm", () => LocalResponseNorm(3, alpha: 0.5), [2, 4, 3], [2, 4, 3]);
    }

    private static IEnumerable<ModuleCase> Dropouts()
    {
        yield return ModuleCase.Of("Dropout", () => Dropout(), [40, 3], [40, 3]) with
        {
            IsRandom = true,
        };
        yield return ModuleCase.Of("Dropout1d", () => Dropout1d(), [4, 30, 3], [4, 30, 3]) with
        {
            IsRandom = true,
        };
        yield return ModuleCase.Of("Dropout2d", () => Dropout2d(), [4, 30, 3, 2], [4, 30, 3, 2]) with
        {
            IsRandom = true,
        };
        yield return ModuleCase.Of("Dropout3d", () => Dropout3d(), [4, 30, 3, 2, 2], [4, 30, 3, 2, 2]) with
        {
            IsRandom = true,
        };
        yield return ModuleCase.Of("AlphaDropout", () => AlphaDropout(), [40, 3], [40, 3]) with
        {
            IsRandom = true,
        };
        yield return ModuleCase.Of("FeatureAlphaDropout", () => FeatureAlphaDropout(), [4, 30, 3], [4, 30, 3]) with
        {
            IsRandom = true,
        };
    }

    private static IEnumerable<ModuleCase> Paddings()
    {
        yield return ModuleCase.Of("ConstantPad1d", () => ConstantPad1d((1, 2), 3.5), [2, 3, 4], [2, 3, 7]);
        yield return ModuleCase.Of("ConstantPad2d", () => ConstantPad2d(1, 3.5), [1, 3, 4, 2], [1, 3, 6, 4]);
        yield return ModuleCase.Of("ConstantPad3d", () => ConstantPad3d(1, 3.5), [1, 1, 2, 2, 2], [1, 1, 4, 4, 4]);
        yield return ModuleCase.Of("ReflectionPad1d", () => ReflectionPad1d((1, 2)), [2, 3, 4], [2, 3, 7]);
        yield return ModuleCase.Of("ReflectionPad2d", () => ReflectionPad2d(1), [1, 3, 4, 2], [1, 3, 6, 4]);
        yield return ModuleCase.Of("ReflectionPad3d", () => ReflectionPad3d(1), [1, 1, 2, 2, 2], [1, 1, 4, 4, 4]);
        yield return ModuleCase.Of("ReplicationPad1d", () => ReplicationPad1d((1, 2)), [2, 3, 4], [2, 3, 7]);
        yield return ModuleCase.Of("ReplicationPad2d", () => ReplicationPad2d(1), [1, 3, 4, 2], [1, 3, 6, 4]);
        yield return ModuleCase.Of("ReplicationPad3d", () => ReplicationPad3d(1), [1, 1, 2, 2, 2], [1, 1, 4, 4, 4]);
        yield return ModuleCase.Of("ZeroPad2d", () => ZeroPad2d((1, 0, 2, 0)), [1, 3, 4, 2], [1, 3, 6, 3]);
    }

    private static IEnumerable<ModuleCase> Containers()
    {
        yield return ModuleCase.Of(
            "Sequential",
            () => Sequential(nn.Linear(3, 4), Tanh(), nn.Linear(4, 2)),
            [5, 3],
            [5, 2]
        );
        yield return ModuleCase.Of(
            "Sequential nested",
            () => Sequential(("front", Sequential(nn.Linear(3, 4))), ("norm", BatchNorm1d(4))),
            [5, 3],
            [5, 4]
        );
        yield return ModuleCase.Of("Custom module", () => new Residual(), [5, 3], [5, 3]);
    }

    private static IEnumerable<ModuleCase> Recurrent()
    {
        yield return Sequence(
            "RNN",
            () => RNN(3, 4, 2),
            (module, x) => ((TorchSharp.Modules.RNN)module).call(x).Item1,
            [5, 2, 4]
        );
        yield return Sequence(
            "RNN of ReLU",
            () => RNN(3, 4, nonLinearity: NonLinearities.ReLU),
            (module, x) => ((TorchSharp.Modules.RNN)module).call(x).Item1,
            [5, 2, 4]
        );
        yield return Sequence(
            "GRU both ways",
            () => GRU(3, 4, bidirectional: true),
            (module, x) => ((TorchSharp.Modules.GRU)module).call(x).Item1,
            [5, 2, 8]
        );
        yield return Sequence(
            "LSTM",
            () => LSTM(3, 4, 2, batchFirst: true),
            (module, x) => ((TorchSharp.Modules.LSTM)module).call(x).Item1,
            [5, 2, 4]
        );
    }

    private static ModuleCase Pair(
        string name,
        Func<Module<Tensor, Tensor, Tensor>> make,
        long[] one,
        long[] other,
        long[] output
    ) =>
        new(
            name,
            make,
            type => [ModuleCase.Noise(type, one), ModuleCase.Noise(type, other).neg().sub(0.3)],
            (module, x) => ((Module<Tensor, Tensor, Tensor>)module).call(x[0], x[1]),
            output
        );

    private static ModuleCase Index(string name, Func<Module<Tensor, Tensor>> make, long[] output) =>
        new(
            name,
            make,
            _ => [torch.tensor([0L, 5, 2, 2, 1, 3, 4, 0]).reshape(4, 2)],
            (module, x) => ((Module<Tensor, Tensor>)module).call(x[0]),
            output
        );

    private static ModuleCase Sequence(
        string name,
        Func<Module> make,
        Func<Module, Tensor, Tensor> apply,
        long[] output
    ) => new(name, make, type => [ModuleCase.Noise(type, 5, 2, 3)], (module, x) => apply(module, x[0]), output);

    /// <summary>A module of a user's: fields are registered by reflection.</summary>
    private sealed class Residual : Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear inner = nn.Linear(3, 3);
        private readonly TorchSharp.Modules.Parameter scale = Parameter(torch.full(3, 0.5));
        private readonly Tensor shift = torch.ones(3);

        public Residual()
            : base(nameof(Residual)) => RegisterComponents();

        public override Tensor forward(Tensor input) => input + scale * inner.call(input).tanh() + shift;
    }
}
