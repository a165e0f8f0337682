using TorchSharp;
using static TorchSharp.torch;

namespace MlPhys.Torch.Tests.Tensors;

public class IndexingTests
{
    private readonly Tensor grid = torch.arange(24, dtype: float64).reshape(2, 3, 4);

    [Fact]
    public void Numbers_and_ranges_choose_views()
    {
        Assert.Equal(17.0, grid[1, 1, 1].item<double>());
        Assert.Equal([2L, 4], grid[.., 1].shape);
        Assert.Equal([20.0, 21, 22, 23], grid[^1, ^1].data<double>().ToArray());
        Assert.Equal([1.0, 2], grid[0, 0, 1..3].data<double>().ToArray());
        Assert.Equal([0.0, 2], grid[0, 0, TensorIndex.Slice(0, null, 2)].data<double>().ToArray());
        Assert.Equal([3.0, 7, 11], grid[0, TensorIndex.Ellipsis, 3].data<double>().ToArray());
        Assert.Equal([2L, 1, 3, 4], grid[TensorIndex.Colon, TensorIndex.None].shape);
    }

    [Fact]
    public void Index_tensors_and_masks_choose_copies()
    {
        Assert.Equal([2L, 2, 4], grid[TensorIndex.Colon, TensorIndex.Tensor(torch.tensor([0L, 2]))].shape);
        Assert.Equal([22.0, 23], grid[grid > 21].data<double>().ToArray());
        var rows = torch.tensor([0L, 1]);
        Assert.Equal([0.0, 16], grid[rows, rows, torch.tensor([0L, 0])].data<double>().ToArray());
        Assert.Equal(
            [0.0, 12],
            grid[TensorIndex.Colon, 0, TensorIndex.Tensor(torch.tensor([true, false, false, false]))]
                .squeeze()
                .data<double>()
                .ToArray()
        );
    }

    [Fact]
    public void Assignment_writes_through_every_kind_of_index()
    {
        grid[0] = torch.zeros(3, 4, dtype: float64);
        Assert.Equal(0.0, grid[0].sum().item<double>());
        grid[1, .., 0] = torch.tensor([-1.0, -2, -3]);
        Assert.Equal(-6.0, grid[1, .., 0].sum().item<double>());
        grid[grid < 0] = torch.tensor(5.0);
        Assert.Equal([5.0, 5, 5], grid[1, .., 0].data<double>().ToArray());
        grid.index_put_(1.0, TensorIndex.Single(0), TensorIndex.Colon);
        Assert.Equal(12.0, grid[0].sum().item<double>());
    }

    [Fact]
    public void Too_many_indices_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => grid[[0, 0, 0, 0]]);
}
