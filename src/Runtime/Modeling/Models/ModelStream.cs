using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>What the streams of all models have alike; the generator derives one class for each model.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ModelStream
{
    /// <summary>Starts a stream of <paramref name="batch"/> rows in a workspace of its own.</summary>
    protected ModelStream(ModelWorkspace buffers, int batch)
    {
        ArgumentNullException.ThrowIfNull(buffers);
        Buffers = buffers;
        try
        {
            buffers.BeginStream(batch);
        }
        catch
        {
            buffers.Release(); // nobody else has it: memory on a device would stay until the model is disposed of
            throw;
        }
    }

    /// <summary>Of a model that has no stream, so that none is ever made.</summary>
    protected ModelStream() => Buffers = null!;

    /// <summary>Number of sequences stepped side by side.</summary>
    public int Batch => Buffers.Batch;

    /// <summary>The heads with the raw outputs of the last step, before softmax or sigmoid.</summary>
    public ReadOnlySpan<HeadWorkspace> Heads => Buffers.Heads;

    /// <summary>
    /// The present state, [layers x directions, batch, units] per kind, and the keys and values of all steps that were read, [batch, steps,
    /// size] per causal <c>[SelfAttention]</c>; a copy.
    /// </summary>
    /// <exception cref="ArgumentException">On setting: the state has another number of rows or other blocks.</exception>
    public ModelState State
    {
        get
        {
            var state = new ModelState(Buffers.Description, Batch);
            CopyState(state);
            return state;
        }
        set => Buffers.SetStreamState(value);
    }

    /// <summary>The workspace that steps are computed in.</summary>
    protected ModelWorkspace Buffers { get; }

    /// <summary>Goes on from where another stream of the same model stands.</summary>
    protected void ContinueFrom(ModelStream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Buffers.ContinueFrom(source.Buffers);
    }

    /// <summary>
    /// Makes room for <paramref name="steps"/> steps after a start, so that none of them allocates. Only a model with a causal
    /// <c>[SelfAttention]</c> needs it: a stream of others never allocates, and one of these doubles its room when it is full.
    /// </summary>
    /// <param name="steps">Steps, at least 1.</param>
    /// <exception cref="InvalidOperationException">Their keys and values are more than a block of memory holds.</exception>
    public void Reserve(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        Buffers.StreamCache?.Reserve(steps);
    }

    /// <summary>Copies the present state. Allocates only where the destination never had as many steps.</summary>
    /// <exception cref="ArgumentException">The destination has another number of rows or other blocks.</exception>
    public void CopyState(ModelState destination) => Buffers.CopyStreamState(destination);

    /// <summary>
    /// Has row r go on where row <paramref name="from"/>[r] stood, as a beam search does; several rows may go on from one. Sources and
    /// values per sequence stay with their rows.
    /// </summary>
    /// <param name="from">A row for each row, [batch].</param>
    /// <exception cref="ArgumentException">Their number is not that of rows, or there is no such row.</exception>
    public void Reorder(ReadOnlySpan<int> from) => Buffers.ReorderStream(from);

    /// <summary>
    /// Forgets all steps: the next one is a first one, from zero states. Values per sequence and the source of a decoder stay; to start
    /// from a source again, with its states, call <c>Begin</c>.
    /// </summary>
    public void Reset() => Buffers.ResetStream();
}
