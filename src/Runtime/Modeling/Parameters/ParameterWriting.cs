using LstmGen.CompilerServices;

namespace LstmGen;

/// <summary>A change of parameters in place, from <see cref="ParameterStore.BeginUpdate"/> on until it is disposed of.</summary>
public ref struct ParameterWriting
{
    private readonly ParameterStore _store;
    private ParameterLocks? _locks;

    internal ParameterWriting(ParameterStore store, ParameterLocks locks) => (_store, _locks) = (store, locks);

    /// <summary>All values, to be read and written.</summary>
    /// <exception cref="ObjectDisposedException">The change has ended.</exception>
    public readonly Span<float> Values =>
        _locks is not null
            ? _store.Block
            : throw new ObjectDisposedException(nameof(ParameterWriting), "The change of the parameters has ended. Begin another one.");

    /// <summary>The values of the parameter called <paramref name="name"/>, to be read and written.</summary>
    /// <exception cref="ArgumentException">There is no parameter of that name.</exception>
    /// <exception cref="ObjectDisposedException">The change has ended.</exception>
    public readonly Span<float> this[string name] =>
        _store.Description.Parameter(name) is var info ? Values.Slice(info.Offset, info.Length) : default;

    /// <summary>Ends the change: whoever computes from now on uses the new values. A second call does nothing.</summary>
    public void Dispose()
    {
        if (_locks is not { } locks)
            return;
        _locks = null;
        _store.EndUpdate(locks);
    }
}
