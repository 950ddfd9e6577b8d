using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// What the attention layers of a workspace computed of a source alone, with one set of weights: their keys. Once they are complete, a
/// stream that goes on from this one reads them too, and they do not change any more.
/// </summary>
internal sealed class SourceKeys
{
    private AlignedBuffer[] _layers = [];
    private SourceBlock? _source;
    private object? _weights;
    private int _version;

    /// <summary>Whether another workspace reads them.</summary>
    public bool Shared { get; set; }

    /// <summary>Whether all keys of a source are there; false from <see cref="Begin"/> to <see cref="End"/>.</summary>
    public bool Complete => _source is not null;

    /// <summary>The keys of attention layer <paramref name="layer"/>, [B, S, its stride].</summary>
    public AlignedBuffer this[int layer] => _layers[layer];

    /// <summary>Whether they are complete, of this source as it is now, and made with these weights.</summary>
    public bool AreOf(SourceBlock source, object weights) => _source == source && _version == source.Version && _weights == weights;

    /// <summary>Makes room for the keys of a source.</summary>
    public void Begin(SourceBlock source, ReadOnlySpan<int> strides)
    {
        (_source, _weights) = (null, null);
        while (_layers.Length < strides.Length)
            _layers = [.. _layers, new AlignedBuffer()];
        for (int i = 0; i < strides.Length; i++)
            _layers[i].EnsureLength(checked(source.Rows * source.Steps * strides[i]));
    }

    /// <summary>Notes that all keys were computed.</summary>
    public void End(SourceBlock source, object weights) => (_source, _version, _weights) = (source, source.Version, weights);
}
