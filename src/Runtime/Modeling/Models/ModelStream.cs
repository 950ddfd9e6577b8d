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
        buffers.BeginStream(batch);
    }

    /// <summary>Of a model that has no stream, so that none is ever made.</summary>
    protected ModelStream() => Buffers = null!;

    /// <summary>Number of sequences stepped side by side.</summary>
    public int Batch => Buffers.Batch;

    /// <summary>The heads with the raw outputs of the last step, before softmax or sigmoid.</summary>
    public ReadOnlySpan<HeadWorkspace> Heads => Buffers.Heads;

    /// <summary>The present state, [layers x directions, batch, units] per kind; a copy.</summary>
    public ModelState State
    {
        get
        {
            var state = new ModelState(Buffers.Description.States, Batch);
            CopyState(state);
            return state;
        }
        set => Buffers.SetStreamState(value);
    }

    /// <summary>The workspace that steps are computed in.</summary>
    protected ModelWorkspace Buffers { get; }

    /// <summary>Copies the present state.</summary>
    /// <exception cref="ArgumentException">The destination has another number of rows or other blocks.</exception>
    public void CopyState(ModelState destination) => Buffers.CopyStreamState(destination);

    /// <summary>Forgets everything: the next step is a first one.</summary>
    public void Reset() => Buffers.ResetStream();
}
