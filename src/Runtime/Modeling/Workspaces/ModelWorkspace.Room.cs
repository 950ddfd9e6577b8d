namespace LstmGen.Training;

// Room that one large batch has taken is given back when many small ones follow it, or where there was not enough for it.
public abstract partial class ModelWorkspace
{
    // Rows times steps below which room is never given back, and small batches in a row after which it is.
    private const int LeastRoom = 4096, Patience = 64;

    private long _largest;
    private int _small;

    /// <summary>Whether there was no room for a batch: what it has taken is given back with the workspace.</summary>
    internal bool LacksRoom { get; set; }

    /// <summary>
    /// Counts the batch at hand. Whether the last batches have used less than a quarter of the room that an earlier one took, so that a new
    /// workspace is better than this one; it is too where there was no room for one.
    /// </summary>
    internal bool IsTooLarge()
    {
        long rows = (long)Batch * Steps;
        _largest = Math.Max(_largest, rows);
        _small = _largest >= LeastRoom && rows < _largest / 4 ? _small + 1 : 0;
        return LacksRoom || _small >= Patience;
    }
}
