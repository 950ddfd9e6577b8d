using System.ComponentModel;

namespace LstmGen.Training;

// A batch that is computed one step at a time, each going on from the last.
public abstract partial class ModelWorkspace
{
    private ModelState? _before;

    /// <summary>Starts a stream of <paramref name="batch"/> rows.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void BeginStream(int batch)
    {
        // A declared number of steps is that of whole sequences; a stream has no end.
        Start(batch, 1, default, streams: true);
        Continues = false;
    }

    /// <summary>Has a stream's next step be a first one.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void ResetStream()
    {
        InitialState = null;
        Continues = false;
    }

    /// <summary>Copies the state of a stream: where its next step starts.</summary>
    /// <exception cref="ArgumentException">The destination has another number of rows or other blocks.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void CopyStreamState(ModelState destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.RequireShape(Description.States, Batch, nameof(destination));
        if (Continues)
            CopyFinalState(destination);
        else if (InitialState is { } initial)
            destination.CopyFrom(initial);
        else
            destination.Clear();
    }

    /// <summary>Has a stream go on from a state, copied.</summary>
    /// <exception cref="ArgumentException">The state has another number of rows or other blocks.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void SetStreamState(ModelState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var copy = new ModelState(Description.States, Batch);
        copy.CopyFrom(state);
        InitialState = copy;
        Continues = false;
    }

    /// <summary>Has row r of a stream go on where row <paramref name="from"/>[r] stood. Allocates the first time only.</summary>
    /// <exception cref="ArgumentException">Their number is not that of rows, or there is no such row.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void ReorderStream(ReadOnlySpan<int> from)
    {
        int batch = Batch;
        if (from.Length != batch)
            throw new ArgumentException($"from has {from.Length} rows; the stream has {batch}.", nameof(from));
        if (_before is null || _before.Batch != batch)
            _before = new ModelState(Description.States, batch);
        CopyStreamState(_before);
        ModelState state = InitialState ?? new ModelState(Description.States, batch);
        foreach (StateInfo info in Description.States)
        {
            for (int block = 0; block < info.Count; block++)
            {
                int first = (info.Offset + block * info.Size) * batch;
                for (int row = 0; row < batch; row++)
                {
                    if ((uint)from[row] >= (uint)batch)
                        throw new ArgumentException($"from[{row}] is {from[row]}; rows are 0 to {batch - 1}.", nameof(from));
                    _before.Values.Slice(first + from[row] * info.Size, info.Size).CopyTo(state.Values[(first + row * info.Size)..]);
                }
            }
        }

        InitialState = state;
        Continues = false;
    }

    /// <summary>Has a stream go on from where another one of the same model stands. Allocates the first time only.</summary>
    /// <exception cref="ArgumentException">It has another number of rows.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void ContinueFrom(ModelWorkspace source)
    {
        ArgumentNullException.ThrowIfNull(source);
        ModelState state = InitialState ?? new ModelState(Description.States, Batch);
        source.CopyStreamState(state);
        InitialState = state;
        Continues = false;
        ShareSource(source);
    }
}
