using LstmGen.CompilerServices;
using LstmGen.Training;

namespace LstmGen;

/// <summary>
/// A model's parameters: one contiguous block in PyTorch's layout. Any thread may predict at any time while another one changes the values:
/// each prediction, and each step of a stream, uses one whole set, the old one or the new one. Those who write take turns; while <c>Fit</c>
/// trains them, its thread alone may write, callbacks included.
/// </summary>
/// <remarks>
/// Kernels read repacked copies, which are made while nobody writes. What is too large for a copy, a table of embedding vectors, is read in
/// place, and the pass begins again where somebody wrote meanwhile. <see cref="Version"/> tells both.
/// </remarks>
public sealed partial class ParameterStore
{
    private AlignedBuffer _values;
    private ParameterLocks _locks = new();
    private ParameterStore[] _parts = [];
    private ParameterStore? _whole;
    private IParameterHolder? _holder;
    private int _version = 2; // odd while values are written

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

    /// <summary>Grows by 2 with every change of the values; odd while one is under way.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>
    /// All values, where they lie: while another thread changes them, they change under the reader. <see cref="ToArray"/> and
    /// <see cref="CopyTo"/> give a whole set at any time.
    /// </summary>
    public ReadOnlySpan<float> Read()
    {
        if (HeldElsewhere)
            Hold().Dispose();
        return Block;
    }

    /// <summary>The values of the parameter called <paramref name="name"/>, where they lie.</summary>
    /// <exception cref="ArgumentException">There is no parameter of that name.</exception>
    public ReadOnlySpan<float> Read(string name)
    {
        ParameterInfo info = Description.Parameter(name);
        return Read().Slice(info.Offset, info.Length);
    }

    /// <summary>Copies all values, a whole set.</summary>
    /// <param name="destination">[<see cref="Count"/>].</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public void CopyTo(Span<float> destination)
    {
        if (destination.Length != Count)
            throw new ArgumentException(
                $"destination has room for {destination.Length} values; {Description.Name} has {Count}.", nameof(destination));
        using ParameterReading _ = Hold();
        Block.CopyTo(destination);
    }

    /// <summary>A copy of all values, a whole set, [<see cref="Count"/>].</summary>
    public float[] ToArray()
    {
        float[] values = GC.AllocateUninitializedArray<float>(Count);
        CopyTo(values);
        return values;
    }

    internal Span<float> Block => Volatile.Read(ref _values).Span[..Count];

    private bool HeldElsewhere => Volatile.Read(ref _holder) is not null || Array.Exists(_parts, part => part.HeldElsewhere);
}
