using System.Text;

namespace LstmGen.Reporting;

/// <summary>Dots on a character grid, 2 x 4 to a character, from the Unicode braille patterns (U+2800 to U+28FF).</summary>
internal sealed class BrailleGrid(int columns, int rows)
{
    private readonly byte[] _dots = new byte[columns * rows];

    /// <summary>Dots in a row.</summary>
    public int Width => columns * 2;

    /// <summary>Dots in a column.</summary>
    public int Height => rows * 4;

    /// <summary>Sets dot (<paramref name="x"/>, <paramref name="y"/>), y downwards; outside the grid nothing happens.</summary>
    public void Set(int x, int y)
    {
        if ((uint)x >= (uint)Width || (uint)y >= (uint)Height)
            return;

        // Dots 1-3 and 7 are the left column, 4-6 and 8 the right one.
        ReadOnlySpan<byte> left = [0x01, 0x02, 0x04, 0x40], right = [0x08, 0x10, 0x20, 0x80];
        _dots[y / 4 * columns + x / 2] |= (x & 1) == 0 ? left[y & 3] : right[y & 3];
    }

    /// <summary>Appends character row <paramref name="row"/>; empty characters are spaces.</summary>
    public void AppendRow(StringBuilder text, int row)
    {
        foreach (var dots in _dots.AsSpan(row * columns, columns))
            text.Append(dots == 0 ? ' ' : (char)(0x2800 + dots));
    }
}
