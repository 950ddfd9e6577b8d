using System.ComponentModel;
using LstmGen.CompilerServices;

namespace LstmGen.Training;

/// <summary>
/// Everything that one caller needs to compute with a model: input, activations, outputs. Buffers grow to the largest
/// batch seen and are then reused. Not safe for two threads at once; the model itself is.
/// </summary>
public abstract partial class ModelWorkspace : IParallelWork
{
    private readonly HeadWorkspace[] _heads;

    /// <summary>A workspace for the model described, for training or for inference only.</summary>
    protected ModelWorkspace(ModelDescription description, bool training)
    {
        ArgumentNullException.ThrowIfNull(description);
        Description = description;
        Training = training;
        Dropout = training;
        _heads = [.. description.Heads.Select(info => new HeadWorkspace(this, info) { Time = Time })];
    }

    /// <summary>The model.</summary>
    public ModelDescription Description { get; }

    /// <summary>Whether the workspace keeps what the backward pass needs.</summary>
    public bool Training { get; }

    /// <summary>Whether dropout and its kin act. Default: as <see cref="Training"/>.</summary>
    public bool Dropout { get; set; }

    /// <summary>Seed of the random masks.</summary>
    public long Seed { get; set; }

    /// <summary>Number of the training step: with <see cref="Seed"/> it decides every random mask.</summary>
    public long Step { get; set; }

    /// <summary>Which rows are alive at which input step.</summary>
    public TimeLayout Time { get; } = new();

    /// <summary>Rows, B.</summary>
    public int Batch => Time.Batch;

    /// <summary>Steps of the longest row, T.</summary>
    public int Steps => Time.Steps;

    /// <summary>The heads, in order of declaration.</summary>
    public ReadOnlySpan<HeadWorkspace> Heads => _heads;

    /// <summary>Whether the forward pass goes on from the state that the last one ended in (streams do).</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool Continues { get; set; }

    /// <summary>
    /// Whether parameters that the last pass read in place changed meanwhile, so that the pass has to be made again. For emitted code.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool Outdated { get; set; }

    /// <summary>Where the backward pass under way adds the gradients of parameters; null outside of one.</summary>
    internal AlignedBuffer? Gradients { get; private protected set; }

    /// <summary>What the recurrent layers keep of every step, from the input on; only in a workspace for training.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual RecurrentActivations[] RecurrentLayers => [];

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract void Run(int phase, int part);

    /// <summary>Makes room for the batch at hand.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void Resize();

    /// <summary>Brings values of a head that a device computed; only a device's workspace is asked.</summary>
    internal virtual void Fetch(HeadWorkspace head, HeadValues values, Span<float> destination) =>
        throw new InvalidOperationException($"{values} of head '{head.Info.Name}' are on no device.");
}
