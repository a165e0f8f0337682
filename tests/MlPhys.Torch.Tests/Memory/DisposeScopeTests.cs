using TorchSharp;
using static TorchSharp.torch;

namespace MlPhys.Torch.Tests.Memory;

public class DisposeScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_created_in_it()
    {
        Tensor inner;
        Tensor kept;
        Tensor free;
        using (var outer = NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                inner = torch.ones(3);
                kept = (inner + 1).MoveToOuterDisposeScope();
                free = (inner + 2).DetachFromDisposeScope();
            }
            Assert.True(inner.IsInvalid);
            Assert.False(kept.IsInvalid);
            Assert.True(outer.Contains(kept));
            Assert.Equal(1, outer.DisposablesCount);
        }
        Assert.True(kept.IsInvalid);
        Assert.False(free.IsInvalid);
        free.Dispose();
    }

    [Fact]
    public void Everything_but_the_named_tensors_can_go_early()
    {
        using var scope = NewDisposeScope();
        var a = torch.ones(1);
        var b = torch.ones(2);
        var c = torch.ones(3);
        scope.DisposeEverythingBut(b);
        Assert.True(a.IsInvalid);
        Assert.False(b.IsInvalid);
        Assert.True(c.IsInvalid);
        Assert.Equal([b], scope.DisposablesView);
    }

    [Fact]
    public void A_tensor_moves_between_scopes_and_back_in()
    {
        using var first = NewDisposeScope();
        var anchor = torch.ones(1);
        using var second = NewDisposeScope();
        var moved = torch.ones(1);
        moved.MoveToOtherDisposeScope(anchor);
        Assert.True(first.Contains(moved));
        Assert.False(second.Contains(moved));
        moved.DetachFromDisposeScope();
        second.Attach(moved);
        Assert.True(second.Contains(moved));
    }

    [Fact]
    public void Statistics_count_each_fate()
    {
        var statistics = DisposeScopeManager.Statistics;
        statistics.Reset();
        using (NewDisposeScope())
        {
            torch.ones(1);
            torch.ones(1).DetachFromDisposeScope().Dispose();
            torch.ones(1).Dispose();
        }
        torch.ones(1).Dispose();
        Assert.Equal(3, statistics.CreatedInScopeCount);
        Assert.Equal(1, statistics.CreatedOutsideScopeCount);
        Assert.Equal(2, statistics.DisposedInScopeCount);
        Assert.Equal(2, statistics.DisposedOutsideScopeCount);
        Assert.Equal(1, statistics.DetachedFromScopeCount);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_closed_scope_refuses_work()
    {
        var scope = NewDisposeScope();
        scope.Dispose();
        Assert.Throws<ObjectDisposedException>(() => scope.DisposablesCount);
        Assert.Throws<ObjectDisposedException>(() => scope.Attach(torch.ones(1)));
    }
}
