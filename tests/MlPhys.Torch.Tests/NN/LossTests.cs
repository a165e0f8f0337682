using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlPhys.Torch.Tests.NN;

/// <summary>Losses against their formulas in plain C#, for each reduction, and their gradients.</summary>
public class LossTests
{
    private static readonly double[] X = [0.3, -1.2, 2.5, 0.05, -0.7, 1.1];
    private static readonly double[] Y = [0.1, 0.9, 0.4, 0.6, 0.25, 0.8];
    private static readonly double[] P = [0.3, 0.2, 0.85, 0.05, 0.7, 0.5];

    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["MSELoss"] = new(r => MSELoss(r), X, (x, y) => (x - y) * (x - y)),
        ["L1Loss"] = new(r => L1Loss(r), X, (x, y) => Math.Abs(x - y)),
        ["SmoothL1Loss"] = new(
            r => SmoothL1Loss(r, 0.5),
            X,
            (x, y) => Math.Abs(x - y) < 0.5 ? (x - y) * (x - y) : Math.Abs(x - y) - 0.25
        ),
        ["HuberLoss"] = new(
            r => HuberLoss(0.5, r),
            X,
            (x, y) => Math.Abs(x - y) < 0.5 ? (x - y) * (x - y) / 2 : 0.5 * (Math.Abs(x - y) - 0.25)
        ),
        ["PoissonNLLLoss"] = new(r => PoissonNLLLoss(reduction: r), X, (x, y) => Math.Exp(x) - y * x),
        ["PoissonNLLLoss of rates"] = new(
            r => PoissonNLLLoss(log_input: false, eps: 0, reduction: r),
            P,
            (x, y) => x - y * Math.Log(x)
        ),
        ["BCELoss"] = new(r => BCELoss(reduction: r), P, (x, y) => -y * Math.Log(x) - (1 - y) * Math.Log(1 - x)),
        ["BCEWithLogitsLoss"] = new(
            r => BCEWithLogitsLoss(reduction: r),
            X,
            (x, y) => Math.Log(1 + Math.Exp(x)) - y * x
        ),
        ["KLDivLoss"] = new(r => KLDivLoss(log_target: false, reduction: r), X, (x, y) => y * (Math.Log(y) - x)),
        ["KLDivLoss of logarithms"] = new(r => KLDivLoss(reduction: r), X, (x, y) => Math.Exp(y) * (y - x)),
        ["SoftMarginLoss"] = new(r => SoftMarginLoss(r), X, (x, y) => Math.Log(1 + Math.Exp(-x * y))),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Elementwise_loss_is_its_formula(string name)
    {
        using var scope = NewDisposeScope();
        var (make, input, formula) = Cases[name];
        var expected = input.Zip(Y, formula).ToArray();
        var (x, y) = (torch.tensor(input).reshape(2, 3), torch.tensor(Y).reshape(2, 3));
        var single = make(Reduction.None).call(x, y).data<double>().ToArray();
        Assert.All(expected.Zip(single), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.Equal(expected.Average(), make(Reduction.Mean).call(x, y).item<double>(), 1e-12);
        Assert.Equal(expected.Sum(), make(Reduction.Sum).call(x, y).item<double>(), 1e-12);
        x.requires_grad = true;
        CentralDifferences.Check(() => make(Reduction.Mean).call(x, y), [x]);
    }

    [Fact]
    public void Cross_entropy_is_minus_log_softmax_of_the_class()
    {
        using var scope = NewDisposeScope();
        var x = torch.tensor(X).reshape(2, 3);
        var y = torch.tensor([2L, 0]);
        double[] losses = [LogSum(X[..3]) - X[2], LogSum(X[3..]) - X[3]];
        Assert.Equal(losses.Average(), CrossEntropyLoss().call(x, y).item<double>(), 1e-13);
        Assert.Equal(losses.Average(), NLLLoss().call(x.log_softmax(1), y).item<double>(), 1e-13);
        var weight = torch.tensor([3.0, 1, 1]);
        Assert.Equal((losses[0] + 3 * losses[1]) / 4, CrossEntropyLoss(weight).call(x, y).item<double>(), 1e-13);
        Assert.Equal(losses[1], CrossEntropyLoss(ignore_index: 2).call(x, y).item<double>(), 1e-13);
        var smoothed = functional.cross_entropy(x, y, label_smoothing: 0.3, reduction: Reduction.None);
        Assert.Equal(0.7 * losses[0] + 0.1 * (3 * LogSum(X[..3]) - X[..3].Sum()), smoothed[0].item<double>(), 1e-13);
        var certain = functional.one_hot(y, 3).to(ScalarType.Float64);
        Assert.Equal(losses.Average(), CrossEntropyLoss().call(x, certain).item<double>(), 1e-13);
        x.requires_grad = true;
        CentralDifferences.Check(() => CrossEntropyLoss(weight).call(x, y), [x]);
    }

    [Fact]
    public void Binary_cross_entropy_takes_weights_and_does_not_overflow()
    {
        var x = torch.tensor([1000.0, -1000]);
        var y = torch.tensor([0.0, 1]);
        Assert.Equal([1000.0, 1000], BCEWithLogitsLoss(reduction: Reduction.None).call(x, y).data<double>().ToArray());
        var weighted = BCEWithLogitsLoss(weight: torch.tensor([2.0, 3]), Reduction.None, torch.tensor([1.0, 5]));
        Assert.Equal([2000.0, 15000], weighted.call(x, y).data<double>().ToArray());
    }

    [Fact]
    public void Gaussian_loss_is_minus_log_density()
    {
        using var scope = NewDisposeScope();
        var (x, y, v) = (torch.tensor(X), torch.tensor(Y), torch.tensor(P));
        double Expected(int i, bool full) =>
            (Math.Log(P[i]) + (X[i] - Y[i]) * (X[i] - Y[i]) / P[i] + (full ? Math.Log(2 * Math.PI) : 0)) / 2;
        var six = Enumerable.Range(0, 6).ToList();
        Assert.Equal(six.Average(i => Expected(i, false)), GaussianNLLLoss().call(x, y, v).item<double>(), 1e-12);
        Assert.Equal(
            six.Sum(i => Expected(i, true)),
            GaussianNLLLoss(true, reduction: Reduction.Sum).call(x, y, v).item<double>(),
            1e-12
        );
        x.requires_grad = v.requires_grad = true;
        CentralDifferences.Check(() => GaussianNLLLoss(true).call(x, y, v), [x, v]);
    }

    [Fact]
    public void Margin_losses_are_hinges()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (torch.tensor([1.0, 2, 3]), torch.tensor([0.5, 2.5, 3]));
        var sign = torch.tensor([1.0, 1, -1]);
        Assert.Equal([0.0, 1, 0.5], MarginRankingLoss(0.5, Reduction.None).call(a, b, sign).data<double>().ToArray());
        Assert.Equal([1.0, 2, 0], HingeEmbeddingLoss(1, Reduction.None).call(a, sign).data<double>().ToArray());
        var multi = MultiMarginLoss(2, 1.0)
            .call(
                torch.tensor(
                    new double[,]
                    {
                        { 0.5, 1.0, -2 },
                    }
                ),
                torch.tensor([0L])
            );
        Assert.Equal(1.5 * 1.5 / 3, multi.item<double>(), 1e-14);
        var labels = MultiLabelMarginLoss()
            .call(
                torch.tensor(
                    new double[,]
                    {
                        { 0.1, 0.2, 0.4, 0.8 },
                    }
                ),
                torch.tensor(
                    new long[,]
                    {
                        { 3, 0, -1, 1 },
                    }
                )
            );
        Assert.Equal(0.85, labels.item<double>(), 1e-14);
        var soft = MultiLabelSoftMarginLoss().call(torch.tensor(X).reshape(1, 6), torch.ones(1, 6, ScalarType.Float64));
        Assert.Equal(X.Average(x => Math.Log(1 + Math.Exp(-x))), soft.item<double>(), 1e-14);
    }

    [Fact]
    public void Embedding_losses_compare_directions_and_distances()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (
            torch.tensor(
                new double[,]
                {
                    { 3, 4 },
                    { 3, 4 },
                }
            ),
            torch.tensor(
                new double[,]
                {
                    { 4, 3 },
                    { 4, 3 },
                }
            )
        );
        var cosines = CosineEmbeddingLoss(0.5, Reduction.None)
            .call(a, b, torch.tensor([1.0, -1]))
            .data<double>()
            .ToArray();
        Assert.Equal(1 - 0.96, cosines[0], 1e-7);
        Assert.Equal(0.96 - 0.5, cosines[1], 1e-7);
        var triplet = TripletMarginLoss(2).call(a, b, torch.zeros(2, 2, ScalarType.Float64));
        Assert.Equal(0, triplet.item<double>(), 1e-5);
        triplet = TripletMarginLoss(6).call(a, b, torch.zeros(2, 2, ScalarType.Float64));
        Assert.Equal(Math.Sqrt(2) - 5 + 6, triplet.item<double>(), 1e-5);
    }

    [Fact]
    public void Connectionist_temporal_classification_sums_over_alignments()
    {
        // Two frames, one label: the alignments are "1 1", "_ 1" and "1 _".
        double[] p = [0.6, 0.4, 0.3, 0.7];
        var logarithms = torch.tensor(p).log().reshape(2, 1, 2);
        var loss = CTCLoss(reduction: Reduction.Sum)
            .call(logarithms, torch.tensor([1L]).reshape(1, 1), torch.tensor([2L]), torch.tensor([1L]));
        Assert.Equal(-Math.Log(0.4 * 0.7 + 0.6 * 0.7 + 0.4 * 0.3), loss.item<double>(), 1e-13);
    }

    private static double LogSum(double[] x) => Math.Log(x.Sum(Math.Exp));

    private sealed record Case(
        Func<Reduction, Module<Tensor, Tensor, Tensor>> Make,
        double[] Input,
        Func<double, double, double> Formula
    );
}
