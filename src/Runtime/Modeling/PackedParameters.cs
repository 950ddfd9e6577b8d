namespace LstmGen.Modeling;

/// <summary>A model's parameters as the kernels read them; the generator derives one class per model.</summary>
public abstract class PackedParameters
{
    private int _version;

    /// <summary>Brings the copy up to date with <paramref name="store"/>; does nothing where it already is.</summary>
    public void Update(ParameterStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        int version = store.Version;
        if (version == _version)
            return;
        Pack(store.Read());
        _version = version;
    }

    /// <summary>Whether the copy shows the present values of <paramref name="store"/>.</summary>
    public bool IsCurrent(ParameterStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.Version == _version;
    }

    /// <summary>Packs the whole block.</summary>
    protected abstract void Pack(ReadOnlySpan<float> parameters);
}
