namespace LstmGen.Data;

/// <summary>
/// The letters by which files of byte-level BPE write bytes: printable ones of Latin-1 stand for themselves, the others for U+0100 and what
/// follows, in their order. Source: the encoder published with Radford et al. 2019.
/// </summary>
internal static class ByteLetters
{
    private static readonly char[] All = Letters();

    /// <summary>The letter of a byte.</summary>
    public static char Of(byte value) => All[value];

    private static char[] Letters()
    {
        var letters = new char[256];
        char next = '\u0100';
        for (int value = 0; value < letters.Length; value++)
            letters[value] = value is (>= '!' and <= '~') or (>= '\u00A1' and <= '\u00AC') or (>= '\u00AE' and <= '\u00FF')
                ? (char)value
                : next++;
        return letters;
    }
}
