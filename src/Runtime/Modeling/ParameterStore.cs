using LstmGen.Kernels;

namespace LstmGen.Modeling;

/// <summary>
/// A model's parameters: one contiguous block in PyTorch's layout. Kernels read repacked copies of it, so whoever
/// writes asks for <see cref="Write()"/>, which marks those copies as out of date.
/// </summary>
public sealed class ParameterStore
{
    private readonly AlignedBuffer _values;
    private readonly Lock _fetching = new();
    private ParameterStore[] _parts = [];
    private bool _isPart;
    private IParameterHolder? _holder;
    private int _version = 1;

    /// <summary>A zero block for the parameters of <paramref name="description"/>.</summary>
    public ParameterStore(ModelDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        Description = description;
        _values = new AlignedBuffer(description.ParameterCount);
    }

    /// <summary>
    /// One block for several models: their own blocks become parts of it, one after another, so that what is written to it is theirs and the
    /// other way round.
    /// </summary>
    /// <param name="description">The parameters of all, in that order.</param>
    /// <param name="parts">The models' stores.</param>
    /// <exception cref="InvalidOperationException">A store is a part of another block already.</exception>
    internal static ParameterStore Join(ModelDescription description, params ParameterStore[] parts)
    {
        if (Array.Find(parts, part => part._isPart) is { } taken)
            throw new InvalidOperationException($"The parameters of {taken.Description.Name} belong to another pair of models already. Make the pair once, or take another {taken.Description.Name}.");
        var whole = new ParameterStore(description) { _parts = parts };
        int start = 0;
        foreach (ParameterStore part in parts)
        {
            part.Read().CopyTo(whole._values.Span[start..]);
            part._values.PlaceIn(whole._values, start, part.Count);
            part._isPart = true;
            start += part.Count;
        }

        return whole;
    }

    /// <summary>Names, shapes and offsets.</summary>
    public ModelDescription Description { get; }

    /// <summary>Number of values.</summary>
    public int Count => Description.ParameterCount;

    /// <summary>Grows with every <see cref="Write()"/>.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>All values.</summary>
    public ReadOnlySpan<float> Read() => Current()[..Count];

    /// <summary>The values of the parameter called <paramref name="name"/>.</summary>
    public ReadOnlySpan<float> Read(string name)
    {
        ParameterInfo info = Description.Parameter(name);
        return Current().Slice(info.Offset, info.Length);
    }

    /// <summary>
    /// All values, to be written before the model computes again; ask anew for each round of writing.
    /// </summary>
    public Span<float> Write()
    {
        Span<float> values = Current()[..Count];
        Interlocked.Increment(ref _version);
        foreach (ParameterStore part in _parts)
            Interlocked.Increment(ref part._version);
        return values;
    }

    /// <summary>The values of the parameter called <paramref name="name"/>, to be written before the model computes again.</summary>
    public Span<float> Write(string name)
    {
        ParameterInfo info = Description.Parameter(name);
        return Write().Slice(info.Offset, info.Length);
    }

    /// <summary>Replaces the values of one parameter.</summary>
    /// <exception cref="ArgumentException">The name is unknown or the number of values is not the parameter's.</exception>
    public void Set(string name, ReadOnlySpan<float> values)
    {
        ParameterInfo info = Description.Parameter(name);
        if (values.Length != info.Length)
            throw new ArgumentException($"values has {values.Length} values; {info} needs {info.Length}.", nameof(values));
        values.CopyTo(Write().Slice(info.Offset, info.Length));
    }

    /// <summary>Says that <paramref name="holder"/> has newer values, which are fetched when somebody asks for them.</summary>
    /// <returns>The version of these values.</returns>
    internal int HeldBy(IParameterHolder holder)
    {
        lock (_fetching)
        {
            _holder = holder;
            return Interlocked.Increment(ref _version);
        }
    }

    private Span<float> Current()
    {
        if (Volatile.Read(ref _holder) is not null)
            Fetch();
        foreach (ParameterStore part in _parts)
            part.Current();
        return _values.Span;
    }

    private void Fetch()
    {
        lock (_fetching)
        {
            _holder?.CopyParameters(_values.Span[..Count]);
            Volatile.Write(ref _holder, null);
        }
    }
}
