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
    private IParameterHolder? _holder;
    private int _version = 1;

    /// <summary>A zero block for the parameters of <paramref name="description"/>.</summary>
    public ParameterStore(ModelDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        Description = description;
        _values = new AlignedBuffer(description.ParameterCount);
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
