namespace LstmGen.Training;

// A batch that is computed one step at a time, each going on from the last.
public abstract partial class ModelWorkspace
{
    /// <summary>Starts a stream of <paramref name="batch"/> rows.</summary>
    public void BeginStream(int batch)
    {
        // A declared number of steps is that of whole sequences; a stream has no end.
        Start(batch, 1, default);
        Continues = false;
    }

    /// <summary>Has a stream's next step be a first one.</summary>
    public void ResetStream()
    {
        InitialState = null;
        Continues = false;
    }

    /// <summary>Copies the state of a stream: where its next step starts.</summary>
    /// <exception cref="ArgumentException">The destination has another number of rows or other blocks.</exception>
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
    public void SetStreamState(ModelState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var copy = new ModelState(Description.States, Batch);
        copy.CopyFrom(state);
        InitialState = copy;
        Continues = false;
    }

    /// <summary>Has a stream go on from where another one of the same model stands. Allocates the first time only.</summary>
    /// <exception cref="ArgumentException">It has another number of rows.</exception>
    public void ContinueFrom(ModelWorkspace source)
    {
        ArgumentNullException.ThrowIfNull(source);
        ModelState state = InitialState ?? new ModelState(Description.States, Batch);
        source.CopyStreamState(state);
        InitialState = state;
        Continues = false;
    }
}
