using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Where only one step's gates have room, the rows of parts lie apart there: none touch, and all are within the buffer.</summary>
public partial class PartOffsetTests
{
    private const int Stride = 12, LeastGap = 1024;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Parts_lie_apart_and_within(int threads)
    {
        int before = WorkerPool.Shared.Threads;
        try
        {
            (WorkerPool.Shared.Threads, WorkerPool.Shared.Patient) = (threads, true);
            ModelWorkspace workspace = new Model(1).CreateWorkspace(training: false);
            int apart = Enumerable.Range(1, 40).Count(batch => Check(workspace, batch));
            Assert.InRange(apart, 20, 40);
        }
        finally
        {
            (WorkerPool.Shared.Threads, WorkerPool.Shared.Patient) = (before, false);
        }
    }

    private static bool Check(ModelWorkspace workspace, int batch)
    {
        workspace.Begin(batch, 5);
        int gap = workspace.PartOffsets == 0 ? 0 : LeastGap, end = -gap;
        for (int part = 0; part < workspace.RowParts; part++)
        {
            int row = workspace.RowBegin(part), begin = row * Stride + workspace.PartOffset(row);
            Assert.InRange(begin, end + gap, int.MaxValue);
            end = begin + (workspace.RowBegin(part + 1) - row) * Stride;
        }

        Assert.InRange(end, 1, batch * Stride + workspace.PartOffsets);
        return workspace.PartOffsets > 0;
    }

    [RecurrentModel]
    [Features(3)]
    [Lstm(32)]
    [Regression(1)]
    private sealed partial class Model;
}
