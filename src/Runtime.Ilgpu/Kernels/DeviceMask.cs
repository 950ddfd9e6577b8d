using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>A random mask of <see cref="CounterRandom"/>: the same bits as on the processor.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DeviceMask
{
    private readonly CounterRandom.Key _key;
    private readonly uint _threshold;
    private readonly float _kept;

    /// <summary>The mask of a stream at a training step.</summary>
    /// <param name="rate">Probability of dropping.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="step">Training step.</param>
    /// <param name="stream">Layer or purpose.</param>
    public DeviceMask(float rate, long seed, long step, uint stream)
    {
        _key = new CounterRandom.Key(seed, step, stream);
        _threshold = CounterRandom.Threshold(rate);
        _kept = 1f / (1f - rate);
    }

    /// <summary>Factor of the value with this index: 0, or 1 / (1 - rate).</summary>
    public float Factor(long index) => IsDropped(index) ? 0f : _kept;

    /// <summary>Whether the value with this index is dropped.</summary>
    public bool IsDropped(long index) => _key.Bits(index) >> 8 < _threshold;
}
