using System.ComponentModel;

namespace LstmGen.Training;

// The rows that gradients of parameters are summed over: all, or some of them after each other.
public sealed partial class TimeLayout
{
    private TimeLayout? _input; // of a convolution, which has the same rows
    private int _sumBegin, _sumEnd = -1;

    /// <summary>The first of these rows.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int SumBegin => SumsAll ? 0 : Summed._sumBegin;

    /// <summary>The row after the last of them.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int SumEnd => SumsAll ? Batch : Summed._sumEnd;

    /// <summary>Whether they are all rows of the batch.</summary>
    internal bool SumsAll => Summed._sumEnd < 0;

    private TimeLayout Summed => _input?.Summed ?? this;

    /// <summary>Has sums go over some rows, until the next batch is laid out.</summary>
    internal void SumRows(int begin, int end) => (_sumBegin, _sumEnd) = (begin, end);
}
