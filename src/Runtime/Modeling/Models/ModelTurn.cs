using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>
/// A thread's turn with a model on a device, which one thread at a time may use; it ends with the block. Models on the processor may be
/// used by any number of threads, so that there is nothing to wait for.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ModelTurn
{
    private readonly object? _turn;

    private ModelTurn(object turn) => _turn = turn;

    /// <summary>Waits until no other thread uses the model. A thread that has its turn may take it again.</summary>
    /// <param name="model">The model.</param>
    public static ModelTurn Take(IRecurrentModel model)
    {
        if (model is not ITakesTurns { Turn: { } turn })
            return default;
        Monitor.Enter(turn);
        return new ModelTurn(turn);
    }

    /// <summary>Lets other threads go on.</summary>
    public void Dispose()
    {
        if (_turn is not null)
            Monitor.Exit(_turn);
    }
}
