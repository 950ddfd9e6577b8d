using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Training.Tests.Reload;

/// <summary>What one long request took is not kept for the model's life.</summary>
public sealed class RoomTests
{
    [Fact]
    public void A_workspace_that_was_large_once_is_dropped_after_many_small_batches()
    {
        var cache = new WorkspaceCache<ModelWorkspace>();
        ModelWorkspace workspace = new TinyRegression(1).CreateWorkspace(training: false);
        workspace.Begin(1, 20_000);
        cache.Return(workspace);
        for (int i = 0; i < 64; i++)
        {
            ModelWorkspace rented = cache.Rent()!;
            Assert.Same(workspace, rented);
            rented.Begin(1, 10);
            cache.Return(rented);
        }

        Assert.Null(cache.Rent());
    }

    [Fact]
    public void A_workspace_that_is_used_by_large_batches_now_and_then_is_kept()
    {
        var cache = new WorkspaceCache<ModelWorkspace>();
        ModelWorkspace workspace = new TinyRegression(1).CreateWorkspace(training: false);
        for (int i = 0; i < 200; i++)
        {
            workspace.Begin(1, i % 20 == 0 ? 20_000 : 10);
            cache.Return(workspace);
            Assert.Same(workspace, cache.Rent());
        }
    }
}
