using System.ComponentModel;
using LstmGen.CompilerServices;

namespace LstmGen.Training;

// What a decoder with attention reads beside its own input.
public abstract partial class ModelWorkspace
{
    private bool _hasSource;
    private SourceKeys _sourceKeys = new();

    /// <summary>The encoder's outputs that the batch at hand attends to; null where <see cref="SetSource"/> was not called yet.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public SourceBlock? Source { get; private set; }

    /// <summary>Whether the pass at hand has to compute the keys of the source, or finds those of an earlier one.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool ProjectsKeys { get; internal set; }

    /// <summary>How many layers attend to the source.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual int SourceAttentionCount => SourceAttentions.Length;

    /// <summary>The layers that attend to the source, in order of declaration.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual SourceAttention[] SourceAttentions => [];

    /// <summary>
    /// Sets what the rows of the batch attend to: the encoder's outputs, batch-first [B, S, width], in the caller's order of rows.
    /// </summary>
    /// <param name="outputs">The outputs; what is given past a row's length is not read.</param>
    /// <param name="steps">Steps of the longest row, S.</param>
    /// <param name="lengths">Valid steps of each row, [B]; empty where all have <paramref name="steps"/>.</param>
    /// <exception cref="InvalidOperationException">There is no batch, or the model has no attention to a source.</exception>
    /// <exception cref="ArgumentException">The number of values is not B * S * width, or a length is not between 1 and S.</exception>
    public void SetSource(ReadOnlySpan<float> outputs, int steps, ReadOnlySpan<int> lengths = default)
    {
        RequireBatch();
        int width = Description.SourceWidth;
        if (width == 0)
            throw new InvalidOperationException(
                $"{Description.Name} attends to no source. Declare it with [Source(typeof(...))] and [Attention].");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        if (outputs.Length != (long)Batch * steps * width)
            throw new ArgumentException(
                $"outputs has {outputs.Length} values; {Batch} rows x {steps} steps x {width} channels = "
                    + $"{(long)Batch * steps * width} are needed.", nameof(outputs));
        RequireLengths(Batch, steps, lengths);
        if (Source is null || Source.Shared)
            Source = new SourceBlock();
        Source.Set(outputs, Batch, steps, width, lengths, Order, Training);
        _hasSource = true;
    }

    /// <summary>Copies the gradient of the loss with respect to the source's outputs, batch-first [B, S, width].</summary>
    /// <exception cref="InvalidOperationException">The workspace was made for inference, or the batch has no source.</exception>
    /// <exception cref="ArgumentException">The destination has not room for these values exactly.</exception>
    public void CopySourceGradient(Span<float> destination)
    {
        RequireBatch(training: true);
        RequireSource();
        if (destination.Length != (long)Batch * Source!.Steps * Source.Width)
            throw new ArgumentException(
                $"destination has room for {destination.Length} values; {(long)Batch * Source.Steps * Source.Width} are needed.",
                nameof(destination));
        FetchSourceGradient();
        Source.CopyGradient(destination, Order);
    }

    /// <summary>
    /// Copies the weights with which the last forward pass attended to the source, batch-first [B, T, S]: the alignment. A valid step's
    /// weights sum to 1; past the end of a row or of its source they are 0.
    /// </summary>
    /// <param name="destination">Receives the weights.</param>
    /// <param name="layer">Which attention layer, in order of declaration.</param>
    /// <exception cref="ArgumentException">The destination has not room for B * T * S values exactly.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public void CopyAlignment(Span<float> destination, int layer = 0)
    {
        RequireSource();
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(layer, SourceAttentionCount);
        int steps = Source!.Steps, padded = Panel.Pad(steps);
        if (destination.Length != (long)Batch * Steps * steps)
            throw new ArgumentException(
                $"destination has room for {destination.Length} values; {Batch} rows x {Steps} steps x {steps} steps of the source = "
                    + $"{(long)Batch * Steps * steps} are needed.", nameof(destination));
        ReadOnlySpan<float> weights = Alignment(layer);
        destination.Clear();
        for (int row = 0; row < Batch; row++)
        {
            for (int t = 0; t < Time.Lengths[row]; t++)
                weights.Slice((row * Steps + t) * padded, steps).CopyTo(destination[((Order[row] * Steps + t) * steps)..]);
        }
    }

    /// <summary>The keys of attention layer <paramref name="index"/>, [B, S, its stride].</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public AlignedBuffer Keys(int index) => _sourceKeys[index];

    /// <summary>Throws unless the batch has a source, and prepares the attention layers for it; before a pass.</summary>
    /// <param name="weights">The packed weights of the pass: keys of others are computed anew.</param>
    private protected void BeginSource(object weights)
    {
        RequireSource();
        RequireSourceRoom();
        SourceAttention[] layers = SourceAttentions;
        Span<int> strides = stackalloc int[layers.Length];
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i].Resize(Time);
            strides[i] = layers[i].Stride;
        }

        ProjectsKeys = Training || !_sourceKeys.AreOf(Source!, weights);
        if (!ProjectsKeys)
            return;
        if (_sourceKeys.Shared)
            _sourceKeys = new SourceKeys();
        _sourceKeys.Begin(Source!, strides);
    }

    /// <summary>After a pass that ran to its end: the keys of the source are there.</summary>
    private protected void EndSource(object weights)
    {
        if (ProjectsKeys)
            _sourceKeys.End(Source!, weights);
    }

    /// <summary>Has a stream start from sources that the encoder has read: one for each row. For emitted code.</summary>
    /// <exception cref="ArgumentException">The number of sources is not that of rows, or they are of another decoder.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void BeginFrom(EncodedSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Batch != Batch)
            throw new ArgumentException(
                $"source has {source.Batch} sources; the stream has {Batch} rows. Give one for each row: CreateStream({source.Batch}).",
                nameof(source));
        source.State.RequireShape(Description.States, Description.Caches, Batch, nameof(source));
        if (Description.SourceWidth > 0)
            SetSource(source.Outputs, source.Steps, source.Lengths);
        SetStreamState(source.State);
    }

    /// <summary>The weights of an attention layer, [B, T, S rounded up to 8].</summary>
    internal virtual ReadOnlySpan<float> Alignment(int layer) => SourceAttentions[layer].Weights.Span;

    /// <summary>Brings the gradient of the source's outputs where a device computed it.</summary>
    internal virtual void FetchSourceGradient()
    {
    }

    /// <summary>Throws unless the batch has a source.</summary>
    internal void RequireSource()
    {
        if (!_hasSource || Source!.Rows != Batch)
        {
            throw new InvalidOperationException(
                $"{Description.Name} attends to the outputs of {Description.SourceName}, and this batch has none. Use both through new "
                    + "EncoderDecoder(encoder, decoder), or call SetSource.");
        }
    }

    /// <summary>Throws where the weights of attention are more than a block of memory holds.</summary>
    internal void RequireSourceRoom()
    {
        if ((long)Batch * Steps * Panel.Pad(Source!.Steps) > AlignedBuffer.MaxLength)
            throw new ArgumentException(
                $"The batch is too large: the weights of attention of {Batch} rows x {Steps} steps to {Source.Steps} steps of a source are "
                    + $"more than {AlignedBuffer.MaxLength} values. {FewerAtOnce}");
    }

    private void ShareSource(ModelWorkspace other)
    {
        if (!other._hasSource)
            return;
        Source = other.Source;
        Source!.Shared = true;
        _hasSource = true;
        if (!other._sourceKeys.Complete)
            return;
        _sourceKeys = other._sourceKeys;
        _sourceKeys.Shared = true;
    }
}
