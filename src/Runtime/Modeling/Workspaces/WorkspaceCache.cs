using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Workspaces that wait to be used again, a few at most; safe for many threads.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WorkspaceCache<T>
    where T : ModelWorkspace
{
    private readonly T?[] _slots = new T?[Math.Max(4, 2 * Environment.ProcessorCount)];

    /// <summary>Takes one, or null where none waits.</summary>
    public T? Rent()
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            if (Volatile.Read(ref _slots[i]) is not null && Interlocked.Exchange(ref _slots[i], null) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>
    /// Gives one back; it is dropped where enough wait already, or where the last 64 batches needed less than a quarter of the room that it
    /// has taken for an earlier one.
    /// </summary>
    public void Return(T workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (workspace.IsTooLarge())
        {
            workspace.Release();
            return;
        }

        for (int i = 0; i < _slots.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _slots[i], workspace, null) is null)
                return;
        }
    }
}
