using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>The stored values between and after the real channels of a row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ChannelPadding
{
    /// <summary>Sets them to zero in every row of [rows, channels.Width].</summary>
    public static void Clear(Span<float> rows, Channels channels)
    {
        int groupStride = channels.Width / channels.Groups;
        for (int at = 0; at < rows.Length; at += groupStride)
            rows.Slice(at + channels.Size, groupStride - channels.Size).Clear();
    }
}
