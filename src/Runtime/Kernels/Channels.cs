using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>
/// How the channels of an activation row are stored: <paramref name="Groups"/> groups (the directions of a bidirectional layer) of
/// <paramref name="Size"/> values, each group padded with zeros to whole panels.
/// </summary>
/// <param name="Groups">Number of groups, at least 1.</param>
/// <param name="Size">Real channels in each group, at least 1.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Channels(int Groups, int Size)
{
    /// <summary>Real channels, Groups * Size.</summary>
    public int Count => Groups * Size;

    /// <summary>Floats of a stored row, padding included.</summary>
    public int Width => Groups * Panel.Pad(Size);

    /// <summary>
    /// Length as the inner dimension of a product: the padding at the end of a single group is not multiplied, the padding between
    /// groups meets zero weights.
    /// </summary>
    public int Inner => Groups == 1 ? Size : Width;

    /// <summary>Where real channel <paramref name="channel"/> is stored.</summary>
    public int Position(int channel) => channel / Size * Panel.Pad(Size) + channel % Size;
}
