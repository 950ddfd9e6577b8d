using LstmGen.CompilerServices;

namespace LstmGen.Bench.Peers.Products;

/// <summary>
/// The shares of each step that a thread computes: its own, and where threads meet also those of threads that do not run.
/// </summary>
/// <param name="part">The thread's part.</param>
/// <param name="meets">Whether threads meet after each step.</param>
internal struct StepShares(int part, bool meets)
{
    private int _share = Meeting.Over;

    /// <summary>Whether the thread was sent away and touches nothing more.</summary>
    public readonly bool Left => _share == Meeting.Left;

    /// <summary>The next share of the step; false once the step is computed.</summary>
    public bool Next(out int share)
    {
        if (meets)
            _share = _share == Meeting.Over ? WorkerPool.Shared.FirstShare(part) : WorkerPool.Shared.NextShare(part, _share);
        else
            _share = _share == Meeting.Over ? part : Meeting.Over;
        share = _share;
        return _share >= 0;
    }
}
