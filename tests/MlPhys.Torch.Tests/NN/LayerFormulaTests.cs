using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlPhys.Torch.Tests.NN;

/// <summary>Layers with parameters against their definitions, written out in loops.</summary>
public class LayerFormulaTests
{
    [Fact]
    public void Linear_is_a_matrix_product()
    {
        var layer = Linear(
            Parameter(
                torch.tensor(
                    new double[,]
                    {
                        { 1, 2 },
                        { 3, 4 },
                        { 5, 6 },
                    }
                )
            ),
            Parameter(torch.tensor([10.0, 20, 30]))
        );
        Assert.Equal((2, 3), (layer.in_features, layer.out_features));
        Assert.Equal([9.0, 19, 29], layer.call(torch.tensor([1.0, -1])).data<double>().ToArray());
    }

    [Fact]
    public void Bilinear_sums_over_both_inputs()
    {
        var layer = Bilinear(2, 2, 1).to(ScalarType.Float64);
        var (w, b) = (layer.weight, layer.bias!.item<double>());
        var expected =
            b + 3 * (5 * At(w, 0, 0, 0) + 7 * At(w, 0, 0, 1)) + 4 * (5 * At(w, 0, 1, 0) + 7 * At(w, 0, 1, 1));
        var value = layer.call(
            torch.tensor(
                new double[,]
                {
                    { 3, 4 },
                }
            ),
            torch.tensor(
                new double[,]
                {
                    { 5, 7 },
                }
            )
        );
        Assert.Equal(expected, value.item<double>(), 1e-13);
    }

    [Fact]
    public void Convolution_is_its_sum()
    {
        var layer = Conv2d(4, 6, (3, 2), (2, 1), (1, 2), (1, 2), groups: 2).to(ScalarType.Float64);
        var x = ModuleCase.Noise(ScalarType.Float64, 1, 4, 5, 4);
        var y = layer.call(x);
        Assert.Equal([1L, 6, 3, 6], y.shape);
        for (var o = 0; o < 6; o++)
        for (var i = 0; i < 3; i++)
        for (var j = 0; j < 6; j++)
        {
            var sum = At(layer.bias!, o);
            for (var c = 0; c < 2; c++)
            for (var u = 0; u < 3; u++)
            for (var v = 0; v < 2; v++)
            {
                var (row, column) = (2 * i - 1 + u, j - 2 + 2 * v);
                if (row is >= 0 and < 5 && column is >= 0 and < 4)
                    sum += At(layer.weight, o, c, u, v) * At(x, 0, o / 3 * 2 + c, row, column);
            }
            Assert.Equal(sum, At(y, 0, o, i, j), 1e-12);
        }
    }

    [Fact]
    public void Transposed_convolution_is_the_adjoint_of_the_convolution()
    {
        var forth = Conv2d(3, 2, 3, stride: 2, padding: 1, bias: false).to(ScalarType.Float64);
        var back = ConvTranspose2d(2, 3, 3, stride: 2, padding: 1, bias: false).to(ScalarType.Float64);
        back.weight = Parameter(forth.weight.detach().clone());
        var x = ModuleCase.Noise(ScalarType.Float64, 1, 3, 6, 5);
        var y = ModuleCase.Noise(ScalarType.Float64, 1, 2, 3, 3);
        var left = (forth.call(x) * y).sum().item<double>();
        var right = (x * back.forward(y, [6, 5])).sum().item<double>();
        Assert.Equal(left, right, 1e-11);
        Assert.Equal([1L, 3, 5, 5], back.call(y).shape);
        var failure = Assert.Throws<ArgumentException>(() => back.forward(y, [7, 5]));
        Assert.Contains("5 to 6", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Convolution_names_the_shape_that_it_cannot_take()
    {
        var failure = Assert.Throws<ArgumentException>(() => Conv2d(3, 2, 3).call(torch.zeros(1, 4, 5, 5)));
        Assert.Contains("[1, 4, 5, 5]", failure.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Conv2d(3, 2, 3, groups: 2));
        Assert.Throws<ArgumentException>(() => Conv1d(3, 2, 3, TorchSharp.Padding.Same, stride: 2));
        Assert.Throws<ArgumentException>(() => ConvTranspose1d(3, 2, 3, padding_mode: PaddingModes.Circular));
    }

    [Fact]
    public void Circular_padding_wraps_around_on_the_axis_that_it_is_for()
    {
        var layer = Conv2d(1, 1, (1, 3), padding: (0, 1), padding_mode: PaddingModes.Circular, bias: false)
            .to(ScalarType.Float64);
        layer.weight = Parameter(torch.tensor([1.0, 0, 0]).reshape(1, 1, 1, 3));
        var shifted = layer.call(torch.arange(6, ScalarType.Float64).reshape(1, 1, 2, 3));
        Assert.Equal([2.0, 0, 1, 5, 3, 4], shifted.data<double>().ToArray());
    }

    [Fact]
    public void Pooling_takes_the_largest_or_the_mean_of_each_window()
    {
        var x = torch.tensor([1.0, 5, 2, 8, 3, 3]).reshape(1, 1, 6);
        Assert.Equal([5.0, 8, 3], MaxPool1d(2).call(x).data<double>().ToArray());
        Assert.Equal([3.0, 5, 3], AvgPool1d(2).call(x).data<double>().ToArray());
        var (values, indices) = MaxPool1d(3).forward_with_indices(x);
        Assert.Equal([5.0, 8], values.data<double>().ToArray());
        Assert.Equal([1L, 3], indices.data<long>().ToArray());
        Assert.Equal([0.5, 3.5, 4], AvgPool1d(2, padding: 1).call(x[.., .., ..4]).data<double>().ToArray());
        Assert.Equal(
            [1.0, 3.5, 8],
            AvgPool1d(2, padding: 1, count_include_pad: false).call(x[.., .., ..4]).data<double>().ToArray()
        );
        Assert.Equal([8.0 / 3, 14.0 / 3], AdaptiveAvgPool1d(2).call(x).data<double>().ToArray());
    }

    [Fact]
    public void Batch_norm_standardizes_and_keeps_running_statistics()
    {
        var layer = BatchNorm1d(2, momentum: 0.25).to(ScalarType.Float64);
        var x = torch.tensor(
            new double[,]
            {
                { 1, 10 },
                { 3, 30 },
                { 5, 20 },
            }
        );
        var y = layer.call(x);
        Assert.Equal(-Math.Sqrt(1.5), At(y, 0, 0), 1e-5);
        Assert.True(y.mean([0]).abs().max().item<double>() < 1e-14);
        Assert.Equal([0.75 * 0 + 0.25 * 3, 0.25 * 20], layer.running_mean!.data<double>().ToArray());
        Assert.Equal([0.75 + 0.25 * 4, 0.75 + 0.25 * 100], layer.running_var!.data<double>().ToArray());
        Assert.Equal(1, layer.num_batches_tracked!.item<long>());
        layer.eval();
        Assert.Equal((1 - 0.75) / Math.Sqrt(1.75 + 1e-5), At(layer.call(x), 0, 0), 1e-14);
        Assert.Throws<ArgumentException>(() => layer.call(torch.zeros(1, 2, 3, 4)));
    }

    [Fact]
    public void Layer_group_and_instance_norm_standardize_their_own_axes()
    {
        var x = ModuleCase.Noise(ScalarType.Float64, 3, 4, 5) * 3 + 2;
        Standard(LayerNorm([4, 5]).to(ScalarType.Float64).call(x), [1, 2]);
        Standard(InstanceNorm1d(4).to(ScalarType.Float64).call(x), [2]);
        Standard(GroupNorm(2, 4).to(ScalarType.Float64).call(x).reshape(3, 2, 10), [2]);

        static void Standard(Tensor y, long[] axes)
        {
            Assert.True(y.mean(axes).abs().max().item<double>() < 1e-14);
            Assert.True((y.square().mean(axes) - 1).abs().max().item<double>() < 1e-4);
        }
    }

    [Fact]
    public void Local_response_norm_divides_by_the_neighbouring_channels()
    {
        var y = LocalResponseNorm(3, alpha: 0.6, beta: 0.5, k: 2).call(torch.tensor([1.0, 2, 3]).reshape(1, 3, 1));
        Assert.Equal(2 / Math.Sqrt(2 + 0.6 * (1 + 4 + 9) / 3), At(y, 0, 1, 0), 1e-14);
        Assert.Equal(1 / Math.Sqrt(2 + 0.6 * (1 + 4) / 3), At(y, 0, 0, 0), 1e-14);
    }

    [Fact]
    public void Embedding_looks_rows_up_and_renormalizes_long_ones()
    {
        var table = torch.tensor(
            new double[,]
            {
                { 3, 4 },
                { 0.3, 0.4 },
                { 1, 1 },
            }
        );
        var layer = Embedding_from_pretrained(table.clone(), freeze: false, padding_idx: 2);
        Assert.Equal([0.3, 0.4, 3, 4], layer.call(torch.tensor([1L, 0])).data<double>().ToArray());
        layer.call(torch.tensor([2L, 0])).sum().backward();
        Assert.Equal([1.0, 1, 0, 0, 0, 0], layer.weight!.grad!.data<double>().ToArray());
        var bounded = Embedding_from_pretrained(table, max_norm: 1.0);
        var rows = bounded.call(torch.tensor([0L, 1])).data<double>().ToArray();
        Assert.Equal(0.6, rows[0], 1e-6);
        Assert.Equal(0.3, rows[2], 1e-14);
        Assert.Throws<ArgumentOutOfRangeException>(() => Embedding(3, 2, padding_idx: 3));
    }

    [Fact]
    public void Fold_undoes_unfold_up_to_how_often_windows_overlap()
    {
        var x = ModuleCase.Noise(ScalarType.Float64, 1, 2, 4, 4);
        var columns = functional.unfold(x, 2, stride: 2);
        Assert.Equal([1L, 8, 4], columns.shape);
        Assert.True(functional.fold(columns, 4, 2, stride: 2).Equals(x));
        Assert.Equal([1L, 2, 2, 8], functional.pixel_shuffle(torch.zeros(1, 8, 1, 4), 2).shape);
        Assert.Equal([1L, 8, 1, 4], functional.pixel_unshuffle(torch.zeros(1, 2, 2, 8), 2).shape);
    }

    [Fact]
    public void Distances_and_one_hot()
    {
        var (a, b) = (
            torch.tensor(
                new double[,]
                {
                    { 3, 4 },
                }
            ),
            torch.tensor(
                new double[,]
                {
                    { 4, 3 },
                }
            )
        );
        Assert.Equal(24.0 / 25, CosineSimilarity().call(a, b).item<double>(), 1e-14);
        Assert.Equal(Math.Sqrt(2), PairwiseDistance().call(a, b).item<double>(), 1e-5);
        Assert.Equal([0.6, 0.8], functional.normalize(a).data<double>().ToArray());
        Assert.Equal([0L, 0, 1], functional.one_hot(torch.tensor(2L)).data<long>().ToArray());
        Assert.Throws<ArgumentException>(() => functional.one_hot(a));
    }

    private static double At(Tensor tensor, params long[] index) => tensor.detach().data<double>()[index];
}
