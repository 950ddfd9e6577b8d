using LstmGen.Kernels;

namespace LstmGen.Modeling;

/// <summary>A model's parameters as the kernels read them; the generator derives one class per model.</summary>
public abstract class PackedParameters : IParallelWork
{
    private const int SmallBlock = 64 * 1024; // values that one thread has packed before others have woken up

    private int _version;
    private ParameterStore? _store;

    /// <summary>Brings the copy up to date with <paramref name="store"/>; does nothing where it already is.</summary>
    public void Update(ParameterStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        int version = store.Version;
        if (version == _version)
            return;
        _ = store.Read(); // what a device holds comes home before threads read it
        _store = store;
        if (store.Count < SmallBlock)
        {
            for (int part = 0; part < Parts; part++)
                Run(0, part);
        }
        else
        {
            WorkerPool.Shared.Run(this, 0, Parts);
        }

        _store = null;
        _version = version;
    }

    /// <inheritdoc/>
    public void Run(int phase, int part) => Pack(_store!.Read(), part);

    /// <summary>Whether the copy shows the present values of <paramref name="store"/>.</summary>
    public bool IsCurrent(ParameterStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.Version == _version;
    }

    /// <summary>Copies that are packed each on its own, at the same time.</summary>
    protected abstract int Parts { get; }

    /// <summary>Packs one copy from the whole block of parameters.</summary>
    protected abstract void Pack(ReadOnlySpan<float> parameters, int part);
}
