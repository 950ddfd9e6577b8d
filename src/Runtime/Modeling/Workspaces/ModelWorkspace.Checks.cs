using System.ComponentModel;

namespace LstmGen.Training;

// What a batch must be, said before anything of the batch at hand changes.
public abstract partial class ModelWorkspace
{
    private const string FewerAtOnce =
        "Give fewer rows at once (a smaller BatchSize), shorter sequences (FitOptions.RecomputedSteps or TruncatedSteps in "
            + "training, a stream in inference), "
        + "or declare narrower layers.";

    /// <summary>Throws unless the workspace holds a batch.</summary>
    /// <param name="training">Whether it must also be one for training.</param>
    /// <exception cref="InvalidOperationException">It holds none, or was made for inference.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void RequireBatch(bool training = false)
    {
        if (training && !Training)
            throw new InvalidOperationException("The workspace was made for inference: call CreateWorkspace(training: true).");
        if (Batch == 0)
            throw new InvalidOperationException("The workspace holds no batch: call Begin and set the input, or Load, first.");
    }

    private static void RequireLengths(int batch, int steps, ReadOnlySpan<int> lengths)
    {
        if (lengths.IsEmpty)
            return;
        if (lengths.Length != batch)
            throw new ArgumentException(
                $"lengths has {lengths.Length} values; the batch has {batch} rows. Give one for each, or none where all have {steps} "
                    + "steps.", nameof(lengths));
        for (int row = 0; row < batch; row++)
        {
            if (lengths[row] < 1)
                throw new ArgumentException(
                    $"lengths[{row}] is {lengths[row]}; a row has at least 1 step. Leave empty sequences out of the batch.",
                    nameof(lengths));
            if (lengths[row] > steps)
                throw new ArgumentException(
                    $"lengths[{row}] is {lengths[row]}, but the rows have {steps} steps. Give a length of at most {steps}, or pad all rows "
                        + "to the longest.", nameof(lengths));
        }
    }

    private string Sizes(int batch, int steps) =>
        $"a batch of {batch} rows x {steps} steps of {Description.Name} ({Width()})";

    private string Width() =>
        Description.StaticFeatures > 0
            ? $"{Description.Features} features a step and {Description.StaticFeatures} a sequence"
            : Description.Features > 0 ? $"{Description.Features} features a step" : "one token a step";

    private ArgumentException TooLarge(int batch, int steps, Exception? cause) => new(
        $"The batch is too large: one of the buffers of {Sizes(batch, steps)} would have more than "
            + $"{AlignedBuffer.MaxLength} values. {FewerAtOnce}",
        cause);

    // As in a new workspace: buffers that do not fit the batch must not be computed on.
    private void Forget()
    {
        Time.SetFull(0, 0);
        _rowShares.Divide(Time, 1);
        (GradientParts, _rowLength) = (1, -1);
        foreach (HeadWorkspace head in _heads)
            head.Forget();
    }
}
