using System.ComponentModel;
using LstmGen.CompilerServices;

namespace LstmGen.Training;

// A batch that is computed one step at a time, each going on from the last.
public abstract partial class ModelWorkspace
{
    private ModelState? _before;

    /// <summary>What a stream keeps of every step; null where the model needs nothing of them, and outside of streams.</summary>
    internal IStreamCache? StreamCache { get; private set; }

    /// <summary>Starts a stream of <paramref name="batch"/> rows.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void BeginStream(int batch)
    {
        // A declared number of steps is that of whole sequences; a stream has no end.
        Start(batch, 1, default, streams: true);
        Continues = false;
        if (!Description.Caches.IsEmpty)
            StreamCache = CreateStreamCache(batch);
    }

    /// <summary>Makes room for what a stream's next step leaves; before the pass. For emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void BeginStep() => StreamCache?.BeginStep();

    /// <summary>Keeps what the pass left: the next step attends to it. For emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void EndStep() => StreamCache?.EndStep();

    /// <summary>A cache for so many rows, where this workspace computes.</summary>
    internal virtual IStreamCache CreateStreamCache(int batch) => new StreamCache(Description.Caches, batch);

    /// <summary>Has a stream's next step be a first one.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void ResetStream()
    {
        InitialState = null;
        Continues = false;
        StreamCache?.Clear();
    }

    /// <summary>Copies the state of a stream: where its next step starts.</summary>
    /// <exception cref="ArgumentException">The destination has another number of rows or other blocks.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void CopyStreamState(ModelState destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.RequireShape(Description.States, Description.Caches, Batch, nameof(destination));
        CopyRecurrentState(destination);
        StreamCache?.Save(destination);
    }

    /// <summary>Has a stream go on from a state, copied.</summary>
    /// <exception cref="ArgumentException">The state has another number of rows or other blocks.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void SetStreamState(ModelState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireShape(Description.States, Description.Caches, Batch, nameof(state));
        StreamCache?.Load(state);
        var copy = new ModelState(Description.States, Batch);
        copy.CopyStates(state);
        InitialState = copy;
        Continues = false;
    }

    /// <summary>
    /// Has row r of a stream go on where row <paramref name="from"/>[r] stood. Allocates the first time, and where copies of keys and
    /// values need room.
    /// </summary>
    /// <exception cref="ArgumentException">Their number is not that of rows, or there is no such row.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void ReorderStream(ReadOnlySpan<int> from)
    {
        int batch = Batch;
        if (from.Length != batch)
            throw new ArgumentException($"from has {from.Length} rows; the stream has {batch}.", nameof(from));
        for (int row = 0; row < batch; row++)
        {
            if ((uint)from[row] >= (uint)batch)
                throw new ArgumentException($"from[{row}] is {from[row]}; rows are 0 to {batch - 1}.", nameof(from));
        }

        StreamCache?.Reorder(from);
        if (_before is null || _before.Batch != batch)
            _before = new ModelState(Description.States, batch);
        CopyRecurrentState(_before);
        ModelState state = InitialState ?? new ModelState(Description.States, batch);
        foreach (StateInfo info in Description.States)
        {
            for (int block = 0; block < info.Count; block++)
            {
                int first = (info.Offset + block * info.Size) * batch;
                for (int row = 0; row < batch; row++)
                    _before.Values.Slice(first + from[row] * info.Size, info.Size).CopyTo(state.Values[(first + row * info.Size)..]);
            }
        }

        InitialState = state;
        Continues = false;
    }

    /// <summary>
    /// Has a stream go on from where another one of the same model stands. Allocates the first time, and where keys and values need more
    /// room.
    /// </summary>
    /// <exception cref="ArgumentException">It has another number of rows.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void ContinueFrom(ModelWorkspace source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Batch != Batch)
            throw new ArgumentException(
                $"source has {source.Batch} rows; this stream has {Batch}. Create both with the same batch.", nameof(source));
        if (ReferenceEquals(source, this))
            return;
        StreamCache?.CopyFrom(source.StreamCache!);
        ModelState state = InitialState ?? new ModelState(Description.States, Batch);
        source.CopyRecurrentState(state);
        InitialState = state;
        Continues = false;
        ShareSource(source);
        ShareStatic(source);
    }

    private void CopyRecurrentState(ModelState destination)
    {
        if (Continues)
            CopyFinalState(destination);
        else if (InitialState is { } initial)
            initial.StateValues.CopyTo(destination.StateValues);
        else
            destination.StateValues.Clear();
    }
}
