using System.ComponentModel;
using LstmGen.CompilerServices;
using LstmGen.Training;

namespace LstmGen;

// Who changes the values, and who needs them not to change for a moment.
public sealed partial class ParameterStore
{
    /// <summary>Replaces all values at once.</summary>
    /// <param name="values">[<see cref="Count"/>], in the block's order.</param>
    /// <exception cref="ArgumentException">The number of values is not <see cref="Count"/>.</exception>
    /// <exception cref="InvalidOperationException">Called from inside another change of these parameters, or while another thread trains
    /// them.</exception>
    public void Set(ReadOnlySpan<float> values)
    {
        if (values.Length != Count)
            throw new ArgumentException($"values has {values.Length} values; {Description.Name} has {Count}.", nameof(values));
        using ParameterWriting writing = BeginUpdate();
        values.CopyTo(writing.Values);
    }

    /// <summary>Replaces the values of one parameter.</summary>
    /// <exception cref="ArgumentException">The name is unknown or the number of values is not the parameter's.</exception>
    /// <exception cref="InvalidOperationException">Called from inside another change of these parameters, or while another thread trains
    /// them.</exception>
    public void Set(string name, ReadOnlySpan<float> values)
    {
        ParameterInfo info = Description.Parameter(name);
        if (values.Length != info.Length)
            throw new ArgumentException($"values has {values.Length} values; {info} needs {info.Length}.", nameof(values));
        using ParameterWriting writing = BeginUpdate();
        values.CopyTo(writing.Values.Slice(info.Offset, info.Length));
    }

    /// <summary>
    /// Changes values: <paramref name="write"/> works on a copy of all of them, which takes their place when it returns. Where it throws,
    /// nothing has changed.
    /// </summary>
    /// <param name="write">Writes; it may predict, with the old values, but must not change these parameters by another way.</param>
    /// <exception cref="InvalidOperationException">Called from inside another change of these parameters, or while another thread trains
    /// them.</exception>
    public void Update(ParameterWriter write) => Update(write, 0, Count);

    /// <summary>The same with the values of one parameter.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="write">Writes them.</param>
    /// <exception cref="ArgumentException">There is no parameter of that name.</exception>
    /// <exception cref="InvalidOperationException">Called from inside another change of these parameters, or while another thread trains
    /// them.</exception>
    public void Update(string name, ParameterWriter write)
    {
        ParameterInfo info = Description.Parameter(name);
        Update(write, info.Offset, info.Length);
    }

    private void Update(ParameterWriter write, int offset, int length)
    {
        ArgumentNullException.ThrowIfNull(write);
        ParameterLocks locks = EnterChange();
        try
        {
            float[] values = GC.AllocateUninitializedArray<float>(length);
            using (Hold())
                Block.Slice(offset, length).CopyTo(values);
            write(values);
            locks.Values.Enter();
            BeginVersion();
            values.CopyTo(Block[offset..]);
            EndVersion();
            locks.Values.Exit();
        }
        finally
        {
            locks.ExitWriters();
        }
    }

    /// <summary>
    /// Begins a change in place, which ends when what it gives is disposed of: for code that cannot fail half-way. Nothing is copied and
    /// nothing allocated. Predictions of other threads go on with the old values, or wait; one of the same thread is an error.
    /// </summary>
    /// <exception cref="InvalidOperationException">Called from inside another change of these parameters, or while another thread trains
    /// them.</exception>
    public ParameterWriting BeginUpdate()
    {
        ParameterLocks locks = EnterChange();
        locks.Values.Enter();
        try
        {
            Fetch();
        }
        catch
        {
            locks.Values.Exit();
            locks.ExitWriters();
            throw;
        }

        BeginVersion();
        return new ParameterWriting(this, locks);
    }

    internal void EndUpdate(ParameterLocks locks)
    {
        EndVersion();
        locks.Values.Exit();
        locks.ExitWriters();
    }

    /// <summary>Keeps everybody from changing the values until what it gives is disposed of.</summary>
    /// <exception cref="InvalidOperationException">Called from inside a change in place of these parameters.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ParameterReading Hold()
    {
        ParameterLocks locks = EnterValues();
        try
        {
            if ((_version & 1) != 0)
                throw UpdatedHere();
            Fetch();
        }
        catch
        {
            locks.Values.Exit();
            throw;
        }

        return new ParameterReading(locks.Values);
    }

    /// <summary>
    /// Begins a pass that reads values in place, its attempt <paramref name="attempt"/> from 0 on. From the fourth on nobody may write
    /// meanwhile.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ParameterReading BeginPass(ModelWorkspace workspace, int attempt)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        workspace.Outdated = false;
        return attempt < 3 ? default : Hold();
    }

    /// <summary>The version of a whole set: waits until a change that is under way has ended.</summary>
    internal int WholeVersion()
    {
        int version = Version;
        if ((version & 1) == 0)
            return version;
        using ParameterReading _ = Hold();
        return _version;
    }

    /// <exception cref="InvalidOperationException">This very thread is changing values in place.</exception>
    internal void RequireNotUpdatedHere()
    {
        if ((Version & 1) != 0 && Volatile.Read(ref _locks).Values.IsHeldByCurrentThread)
            throw UpdatedHere();
    }

    private InvalidOperationException UpdatedHere() =>
        new($"{Description.Name} computes or reads its parameters inside BeginUpdate, where they are half written. End the change first, "
            + "or use Update, which works on a copy.");

    private ParameterLocks EnterValues()
    {
        while (true)
        {
            ParameterLocks locks = Volatile.Read(ref _locks);
            locks.Values.Enter();
            if (locks == _locks)
                return locks;
            locks.Values.Exit(); // the store became a part of another meanwhile
        }
    }

    private ParameterLocks EnterWriters()
    {
        while (true)
        {
            ParameterLocks locks = Volatile.Read(ref _locks);
            if (!locks.EnterWriters())
                throw new InvalidOperationException($"The parameters of {Description.Name} are being changed already by this thread. End "
                    + "that change before another one begins.");
            if (locks == _locks)
                return locks;
            locks.ExitWriters();
        }
    }

    // Increments are full fences: a reader that sees a value of the change sees a version of it too.
    private void BeginVersion() => Raise();

    private void EndVersion() => Raise();

    private void Raise()
    {
        if (_whole is { } whole)
            Interlocked.Increment(ref whole._version);
        Interlocked.Increment(ref _version);
        foreach (ParameterStore part in _parts)
            Interlocked.Increment(ref part._version);
    }
}
