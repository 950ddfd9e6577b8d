using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>Where the real values of a padded row stand: of gates [panel][slot][8 units], or of channels in groups.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RowPlaces
{
    private readonly int _slots, _size;

    /// <summary>A row of gates, slot after slot.</summary>
    /// <param name="units">Units, H.</param>
    /// <param name="slots">Values stored per unit.</param>
    public RowPlaces(int units, int slots) => (_slots, _size, Count, Stride) = (slots, units, units * slots, (units + 7) / 8 * 8 * slots);

    /// <summary>A row of channels, group after group.</summary>
    public RowPlaces(Channels channels) => (_slots, _size, Count, Stride) = (1, channels.Size, channels.Count, channels.Width);

    /// <summary>Real values.</summary>
    public int Count { get; }

    /// <summary>Stored values.</summary>
    public int Stride { get; }

    /// <summary>Where real value number <paramref name="i"/> stands.</summary>
    public int Place(int i)
    {
        int group = i / _size, within = i % _size;
        return _slots == 1 ? group * ((_size + 7) / 8 * 8) + within : within / 8 * 8 * _slots + group * 8 + within % 8;
    }
}
