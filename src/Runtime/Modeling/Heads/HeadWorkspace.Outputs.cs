using System.ComponentModel;
using System.Runtime.CompilerServices;
using LstmGen.CompilerServices;

namespace LstmGen.Training;

public sealed partial class HeadWorkspace
{
    /// <summary>Whether the gradient of the outputs is the caller's own, not the loss's.</summary>
    public bool HasOwnGradients { get; internal set; }

    /// <summary>
    /// Throws unless <see cref="CopyOutputs"/> can write to <paramref name="destination"/>: asked before anything is computed.
    /// </summary>
    /// <exception cref="ArgumentException">It has not room for the outputs exactly.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void RequireOutputs(ReadOnlySpan<float> destination, [CallerArgumentExpression(nameof(destination))] string name = "")
    {
        if (destination.Length != _rowLength)
            RequireOutputs(destination.Length, name);
    }

    /// <summary>Copies the outputs batch-first: [B, outputs], or [B, T, outputs] at every step, 0 past a row's end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CopyOutputs(Span<float> destination)
    {
        if (destination.Length == _rowLength && Elsewhere == HeadValues.None)
            _outputs.CopyTo(destination);
        else
            Unsort(Outputs, destination);
    }

    /// <summary>Copies the gradient of the loss with respect to the outputs, laid out as <see cref="CopyOutputs"/>.</summary>
    /// <exception cref="InvalidOperationException">The workspace was made for inference, or holds no batch.</exception>
    /// <exception cref="ArgumentException">The destination has not room for the outputs exactly.</exception>
    public void CopyOutputGradients(Span<float> destination)
    {
        _owner.RequireBatch(training: true);
        Unsort(OutputGradients, destination);
    }

    /// <summary>Copies the weights of attention pooling batch-first, [B, T], 0 past a row's end; a row's weights sum to 1.</summary>
    /// <exception cref="InvalidOperationException">The head does not pool by attention.</exception>
    /// <exception cref="ArgumentException">The destination has not room for B * T values exactly.</exception>
    public void CopyAttention(Span<float> destination)
    {
        if (!Info.Attention)
            throw new InvalidOperationException($"head '{Info.Name}' has no attention: declare it with Pooling = Pooling.Attention.");
        RequireRoom(destination.Length, Time.Steps, nameof(destination));
        ReadOnlySpan<float> weights = Attention.Span;
        for (int row = 0; row < Time.Batch; row++)
            weights.Slice(row * Time.Steps, Time.Steps).CopyTo(CallerRow(destination, Time.Steps, row));
    }

    /// <summary>
    /// Sets the gradient with respect to the outputs, laid out as <see cref="CopyOutputs"/>, in place of the one that
    /// the loss computes: for a loss of one's own. What is given past a row's end does not count.
    /// </summary>
    /// <exception cref="InvalidOperationException">The workspace was made for inference, or holds no batch.</exception>
    /// <exception cref="ArgumentException">The number of values is not that of the outputs.</exception>
    public void SetOutputGradients(ReadOnlySpan<float> gradients)
    {
        _owner.RequireBatch(training: true);
        int width = Info.Outputs, batch = Time.Batch;
        if (gradients.Length != Rows * width)
            throw new ArgumentException(
                $"gradients has {gradients.Length} values; head '{Info.Name}' needs {Rows * width} ({Shape(width)}).", nameof(gradients));
        Elsewhere &= ~HeadValues.OutputGradients;
        Span<float> stored = OutputGradients.Span[..(Rows * Stride)];
        stored.Clear();
        for (int row = 0; row < batch; row++)
        {
            int source = _owner.Order[row] * Steps;
            for (int t = 0; t < ValidSteps(row); t++)
                gradients.Slice((source + t) * width, width).CopyTo(stored[((t * batch + row) * Stride)..]);
        }

        HasOwnGradients = true;
    }

    /// <summary>Of values [B, count] in the caller's order, those of the row that is <paramref name="row"/> inside.</summary>
    internal Span<T> CallerRow<T>(Span<T> values, int count, int row) => values.Slice(CallerIndex(row) * count, count);

    /// <summary>The caller's number of a row inside.</summary>
    internal int CallerIndex(int row) => _owner.Order[row];

    /// <summary>Of outputs as <see cref="CopyOutputs"/> lays them out, those of a row inside at its valid steps.</summary>
    internal Span<float> ValidOutputs(Span<float> outputs, int row) =>
        CallerRow(outputs, Steps * Info.Outputs, row)[..(ValidSteps(row) * Info.Outputs)];

    /// <summary>
    /// Throws unless there is room for <paramref name="count"/> values of each row exactly: asked before anything is computed.
    /// </summary>
    /// <exception cref="ArgumentException">There is not.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void RequireRoom(int length, int count, string name)
    {
        if (length != (long)Time.Batch * count)
            throw new ArgumentException(
                $"{name} has room for {length} values; head '{Info.Name}' gives {(long)Time.Batch * count} ({Time.Batch} rows of {count}).",
                name);
    }

    private void RequireOutputs(int length, string name)
    {
        int width = Info.Outputs;
        if (length != Rows * width)
            throw new ArgumentException(
                $"{name} has room for {length} values; head '{Info.Name}' gives {Rows * width} ({Shape(width)}).", name);
    }

    private int ValidSteps(int row) => Info.EveryStep ? Time.Lengths[row] : 1;

    private void Unsort(AlignedBuffer stored, Span<float> destination)
    {
        int width = Info.Outputs;
        RequireOutputs(destination.Length, nameof(destination));
        BatchFirst.Store(stored.Span, Stride, Steps, _owner, Time, destination, width);
    }
}
