namespace LstmGen.Data;

/// <summary>What frames see where they reach beyond a recording.</summary>
public enum AudioPadding
{
    /// <summary>Nothing: frame t begins at sample t * hop, and the last one ends in the recording (<c>center=False</c>).</summary>
    None,

    /// <summary>
    /// Frame t has sample t * hop in its middle; beyond the ends is silence (<c>center=True, pad_mode="constant"</c>, librosa's default).
    /// </summary>
    Zero,

    /// <summary>
    /// Frame t has sample t * hop in its middle; beyond the ends is a mirror image (<c>center=True, pad_mode="reflect"</c>, torchaudio's
    /// default).
    /// </summary>
    Reflect,
}
