namespace LstmGen.CompilerServices;

/// <summary>
/// The locks of a block of parameters, those of a pair's parts being one. Whoever needs both takes <see cref="EnterWriters"/> first.
/// </summary>
internal sealed class ParameterLocks
{
    private readonly Lock _writers = new();
    private bool _writing;

    /// <summary>Held while values are written, and while they are copied.</summary>
    public Lock Values { get; } = new();

    /// <summary>Waits for the turn to write; false, and nothing is held, where this thread has it already.</summary>
    public bool EnterWriters()
    {
        if (_writers.IsHeldByCurrentThread && _writing)
            return false;
        _writers.Enter();
        return _writing = true;
    }

    public void ExitWriters()
    {
        _writing = false;
        _writers.Exit();
    }
}
