using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

// The layers and buffers, which get room for the batch at hand.
public abstract partial class EmittedWorkspace<TModel, TPacked>
{
    private readonly List<SizedBuffer> _buffers = [];
    private EmittedLayer[] _layers = [];

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override RecurrentActivations[] RecurrentLayers => [.. _layers.Select(layer => layer.Inspect())];

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected override void SaveFinalState(ModelState destination)
    {
        foreach (EmittedLayer layer in _layers)
            layer.SaveState(this, destination);
    }

    /// <summary>After a stream's step by a whole pass: its last states become those that the next step starts from.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual void Advance()
    {
        Continues = true;
        int batch = Batch;
        foreach (EmittedLayer layer in _layers)
            layer.Advance(batch);
    }

    /// <summary>Takes the layers' objects, in the order of the packed copy's parts.</summary>
    protected void SetLayers(params EmittedLayer[] layers) => _layers = layers;

    /// <summary>A buffer [T, B, <paramref name="stride"/>] for the steps of <paramref name="time"/>.</summary>
    /// <param name="time">The time layout.</param>
    /// <param name="stride">Floats of a row at one step.</param>
    /// <param name="training">Whether only training needs it.</param>
    protected AlignedBuffer StepBuffer(TimeLayout time, int stride, bool training = false) => Sized(time, stride, training, perStep: true);

    /// <summary>A buffer [B, <paramref name="stride"/>] for the rows of <paramref name="time"/>.</summary>
    /// <inheritdoc cref="StepBuffer" path="/param"/>
    protected AlignedBuffer RowBuffer(TimeLayout time, int stride, bool training = false) => Sized(time, stride, training, perStep: false);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected override void Resize()
    {
        foreach (EmittedLayer layer in _layers)
            layer.Resize(this);
        foreach (SizedBuffer buffer in _buffers)
            buffer.Resize();
    }

    private AlignedBuffer Sized(TimeLayout time, int stride, bool training, bool perStep)
    {
        AlignedBuffer buffer = new();
        if (Training || !training)
            _buffers.Add(new(buffer, time, stride, perStep));
        return buffer;
    }

    private readonly record struct SizedBuffer(AlignedBuffer Buffer, TimeLayout Time, int Stride, bool PerStep)
    {
        public void Resize() => Buffer.EnsureLength(checked((PerStep ? Time.Steps : 1) * Time.Batch * Stride));
    }
}
