using LstmGen.CompilerServices;
using LstmGen.Training;

namespace LstmGen;

// Values that lie elsewhere: in the block of a pair of models, or on a device.
public sealed partial class ParameterStore
{
    private static readonly Lock Joining = new();

    /// <summary>
    /// One block for several models: their own blocks become parts of it, one after another, so that what is written to it is theirs and
    /// the other way round.
    /// </summary>
    /// <param name="description">The parameters of all, in that order.</param>
    /// <param name="parts">The models' stores.</param>
    /// <exception cref="InvalidOperationException">A store is a part of another block already, or is being trained.</exception>
    internal static ParameterStore Join(ModelDescription description, params ParameterStore[] parts)
    {
        lock (Joining)
        {
            if (Array.Find(parts, part => part._whole is not null) is { } taken)
                throw new InvalidOperationException($"The parameters of {taken.Description.Name} belong to another pair of models "
                    + $"already. Make the pair once, or take another {taken.Description.Name}.");
            if (Array.Find(parts, part => Volatile.Read(ref part._trainingThread) != 0) is { } trained)
                throw new InvalidOperationException($"{trained.Description.Name} is being trained. Make the pair before Fit begins, or "
                    + "after it has ended.");
            var whole = new ParameterStore(description);
            ParameterLocks locks = whole.EnterWriters(); // the parts' locks from now on
            locks.Values.Enter();
            try
            {
                int start = 0;
                foreach (ParameterStore part in parts)
                {
                    part.MoveTo(whole, start);
                    start += part.Count;
                }

                whole._parts = parts;
                return whole;
            }
            finally
            {
                locks.Values.Exit();
                locks.ExitWriters();
            }
        }
    }

    // A pass that reads in place has the old block, which nobody writes any more, or the new one.
    private void MoveTo(ParameterStore whole, int start)
    {
        using (ParameterWriting writing = BeginUpdate())
        {
            writing.Values.CopyTo(whole._values.Span[start..]);
            var place = new AlignedBuffer();
            place.PlaceIn(whole._values, start, Count);
            Volatile.Write(ref _values, place);
            Volatile.Write(ref _locks, whole._locks);
        }

        _whole = whole;
    }

    /// <summary>
    /// Lets <paramref name="change"/> change the values that <paramref name="holder"/> has, which then are the newest: they are fetched
    /// when somebody asks for them.
    /// </summary>
    /// <returns>The version of the new values.</returns>
    internal int UpdateOn(IParameterHolder holder, Action change)
    {
        ParameterLocks locks = EnterChange();
        locks.Values.Enter();
        try
        {
            holder.Refresh();
            BeginVersion();
            try
            {
                change();
                Volatile.Write(ref _holder, holder);
            }
            finally
            {
                EndVersion();
            }

            return _version;
        }
        finally
        {
            locks.Values.Exit();
            locks.ExitWriters();
        }
    }

    // Under the lock of the values.
    private void Fetch()
    {
        if (_holder is { } holder)
        {
            holder.CopyParameters(Block);
            Volatile.Write(ref _holder, null);
        }

        foreach (ParameterStore part in _parts)
            part.Fetch();
    }
}
