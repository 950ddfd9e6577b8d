using LstmGen.CompilerServices;

namespace LstmGen.Training;

// The beginning of a batch: rows are ordered by falling length, and buffers grow.
public abstract partial class ModelWorkspace
{
    private int[] _order = [];
    private int[] _sortedLengths = [];
    private long[] _keys = [];

    /// <summary>For each row inside, the caller's row; rows inside are ordered by falling length.</summary>
    public ReadOnlySpan<int> Order => _order.AsSpan(0, Batch);

    /// <summary>Starts a batch of <paramref name="batch"/> rows of <paramref name="steps"/> steps each.</summary>
    /// <exception cref="ArgumentException">A buffer of such a batch would be too large.</exception>
    public void Begin(int batch, int steps) => Begin(batch, steps, default);

    /// <summary>Starts a batch whose row b has <paramref name="lengths"/>[b] steps; empty: all have <paramref name="steps"/>.</summary>
    /// <exception cref="ArgumentException">
    /// A length is below 1 or above <paramref name="steps"/>, their number is not <paramref name="batch"/>, or a buffer of such a batch
    /// would be too large. After the last of these, or where there is no memory, the workspace has no batch or the one before.
    /// </exception>
    public void Begin(int batch, int steps, ReadOnlySpan<int> lengths)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        int only = Description.TimeSteps;
        if (only != 0 && steps != only)
            throw new ArgumentException(
                $"The rows have {steps} steps; {Description.Name} is declared with TimeSteps = {only}. Pad them to {only} and give their "
                    + "lengths, or declare TimeSteps = 0.", nameof(steps));
        Start(batch, steps, lengths, streams: false);
    }

    private void Start(int batch, int steps, ReadOnlySpan<int> lengths, bool streams)
    {
        Given.AtLeast(batch, 1);
        RequireLengths(batch, steps, lengths);
        int width = Math.Max(Panel.Pad(Description.InputWidth), 1);
        if ((long)batch * steps * width > AlignedBuffer.MaxLength)
            throw TooLarge(batch, steps, null);
        LoadedSet = null;
        SetInput(present: false);
        (_hasSource, _hasStatic, _hasInputGradient) = (false, false, false);
        try
        {
            Sort(batch, lengths);
            if (lengths.IsEmpty)
                Time.SetFull(batch, steps);
            else
                Time.Set(steps, _sortedLengths.AsSpan(0, batch));

            _rowLength = batch == 1 && steps == 1 && StepWeights < MinFlowingWork && Description.Features > 0 && Description.Columns.IsEmpty
                && Description.StaticFeatures == 0 ? Description.Features : -1;
            ShareOut(batch, streams);
            if (Description.Features > 0)
                Input.EnsureLength(steps * batch * width);
            else if (_tokens.Length < steps * batch)
                _tokens = new int[steps * batch];
            if (WantInputGradient && Description.Features > 0)
                InputGradient.EnsureLength(steps * batch * width);
            Resize();
            foreach (HeadWorkspace head in _heads)
            {
                head.HasTargets = head.HasOwnGradients = head.HasLossWeights = head.HasOpenRows = false;
                head.Resize(Training);
            }
        }
        catch (Exception e)
        {
            Forget();
            LacksRoom = true;
            switch (e)
            {
                case OverflowException or ArgumentOutOfRangeException:
                    throw TooLarge(batch, steps, e);
                case OutOfMemoryException:
                    throw new InsufficientMemoryException($"There is not enough memory for {Sizes(batch, steps)}. {FewerAtOnce}", e);
                default:
                    throw;
            }
        }
    }

    private void Sort(int batch, ReadOnlySpan<int> lengths)
    {
        if (_order.Length < batch)
        {
            _order = new int[batch];
            _sortedLengths = new int[batch];
            _keys = new long[batch];
        }

        if (lengths.IsEmpty)
        {
            for (int row = 0; row < batch; row++)
                _order[row] = row;
            return;
        }

        FallingLengths.Sort(lengths, _keys, _order, _sortedLengths);
    }
}
