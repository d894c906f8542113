using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.Handles;

public class LifetimeTests
{
    [Fact]
    public void Disposing_twice_frees_once_and_use_afterwards_says_so()
    {
        var before = LiveTensors.Count;
        var x = ones(3);
        x.Dispose();
        x.Dispose();
        Assert.Equal(before, LiveTensors.Count);
        Assert.True(x.IsInvalid);
        Assert.Throws<ObjectDisposedException>(() => x.add(1));
        Assert.Throws<ObjectDisposedException>(() => x.shape);
        using var y = ones(3);
        Assert.Throws<ObjectDisposedException>(() => y + x);
        Assert.Equal("a disposed tensor", x.ToString());
    }

    [Fact]
    public void Two_owners_of_one_tensor_are_freed_apart()
    {
        using var x = ones(3);
        using (x.alias().add_(1)) { }
        using (x.to(ScalarType.Float32)) { }
        using (x.contiguous()) { }
        Assert.Equal([2f, 2, 2], x.data<float>().ToArray());
    }

    [Fact]
    public void A_scope_frees_what_was_made_in_it_but_what_was_moved_or_detached()
    {
        var before = LiveTensors.Count;
        Tensor moved, detached, inner;
        using (var outer = NewDisposeScope())
        {
            using (var scope = NewDisposeScope())
            {
                moved = ones(1).MoveToOuterDisposeScope();
                detached = ones(1).DetachFromDisposeScope();
                inner = ones(1) + ones(1);
                Assert.Equal(3, scope.DisposablesCount);
                Assert.True(scope.Contains(inner));
                Assert.False(scope.Contains(moved));
                Assert.Same(scope, CurrentDisposeScope);
            }
            Assert.True(inner.IsInvalid);
            Assert.False(moved.IsInvalid);
            Assert.Same(outer, CurrentDisposeScope);
        }
        Assert.Null(CurrentDisposeScope);
        Assert.True(moved.IsInvalid);
        Assert.False(detached.IsInvalid);
        detached.Dispose();
        Assert.Equal(before, LiveTensors.Count);
    }

    [Fact]
    public void A_scope_keeps_what_it_is_told_to_and_forgets_what_others_disposed()
    {
        using var scope = NewDisposeScope();
        Tensor a = ones(1), b = ones(1), c = ones(1);
        b.Dispose();
        Assert.Equal(2, scope.DisposablesCount);
        Assert.Same(c, scope.DisposeEverythingBut(c));
        Assert.True(a.IsInvalid);
        Assert.False(c.IsInvalid);
        Assert.Equal([c], scope.DisposablesView);
        var (first, second) = scope.Detach(ones(1), c);
        Assert.Equal(0, scope.DisposablesCount);
        scope.Attach(first);
        scope.Attach(second);
        Assert.True(scope.Contains(second));
        using var wrapped = WrappedTensorDisposeScope(() => ones(2) + ones(2));
        Assert.Equal(3, scope.DisposablesCount);
    }

    [Fact]
    public void Scopes_may_end_in_another_order_than_they_began()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        var x = ones(1);
        outer.Dispose();
        Assert.False(x.IsInvalid);
        Assert.Same(inner, CurrentDisposeScope);
        x.MoveToOuterDisposeScope();
        inner.Dispose();
        Assert.Null(CurrentDisposeScope);
        Assert.False(x.IsInvalid);
        x.Dispose();
    }

    [Fact]
    public void Statistics_count_births_and_deaths_inside_and_outside_of_scopes()
    {
        var counts = DisposeScopeManager.Statistics;
        counts.Reset();
        using (NewDisposeScope())
        {
            ones(1);
            ones(1).Dispose();
            ones(1).DetachFromDisposeScope().Dispose();
        }
        ones(1).Dispose();
        Assert.Equal((3L, 1L, 2L, 2L, 1L), (counts.CreatedInScopeCount, counts.CreatedOutsideScopeCount, counts.DisposedInScopeCount, counts.DisposedOutsideScopeCount, counts.DetachedFromScopeCount));
        Assert.Equal(0, counts.ThreadTotalLiveCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_parameter_counts_as_the_tensor_that_it_took_over(bool scoped)
    {
        var counts = DisposeScopeManager.Statistics;
        counts.Reset();
        using (scoped ? NewDisposeScope() : null)
        {
            var parameter = new TorchSharp.Modules.Parameter(ones(1));
            Assert.Equal(1, counts.ThreadTotalLiveCount);
            if (!scoped) parameter.Dispose();
        }
        Assert.Equal(0, counts.ThreadTotalLiveCount);
    }

    [Fact]
    public void The_finalizer_frees_what_was_forgotten()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = LiveTensors.Count;
        Forget();
        Assert.Equal(before + 100, LiveTensors.Count);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(before, LiveTensors.Count);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Forget()
        {
            for (var i = 0; i < 100; i++) ones(4);
        }
    }

    [Fact]
    public void A_parameter_takes_its_datas_place()
    {
        using var scope = NewDisposeScope();
        var data = ones(2);
        var parameter = new TorchSharp.Modules.Parameter(data);
        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad);
        Assert.True(scope.Contains(parameter));
        Assert.Equal(1, scope.DisposablesCount);
    }
}
