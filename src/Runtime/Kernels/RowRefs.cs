using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LstmGen.CompilerServices;

/// <summary>
/// Refs to the rows of a step, for passes over its units. Whether all rows lie in the buffer is asked once, not for each of them: a pass
/// over one panel spends little time on a row.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowRefs
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The begin of the first of some rows.</summary>
    /// <param name="values">The rows, [rows, stride].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="stride">Floats from row to row.</param>
    /// <exception cref="ArgumentException">The last row begins after the end of <paramref name="values"/>.</exception>
    [MethodImpl(Inline)]
    public static ref float First(Span<float> values, int rows, int stride)
    {
        Check(values.Length, rows, stride);
        return ref MemoryMarshal.GetReference(values);
    }

    /// <inheritdoc cref="First(Span{float}, int, int)"/>
    [MethodImpl(Inline)]
    public static ref readonly float First(ReadOnlySpan<float> values, int rows, int stride)
    {
        Check(values.Length, rows, stride);
        return ref MemoryMarshal.GetReference(values);
    }

    /// <summary>The begin of a row. Bounds are the duty of the caller, who asked <see cref="First(Span{float}, int, int)"/>.</summary>
    /// <param name="first">The begin of the first row.</param>
    /// <param name="row">Number of the row.</param>
    /// <param name="stride">Floats from row to row.</param>
    [MethodImpl(Inline)]
    public static ref float At(ref float first, int row, int stride) => ref Unsafe.Add(ref first, row * stride);

    /// <summary>The begin of a row that is only read, see <see cref="At"/>.</summary>
    /// <param name="first">The begin of the first row.</param>
    /// <param name="row">Number of the row.</param>
    /// <param name="stride">Floats from row to row.</param>
    [MethodImpl(Inline)]
    public static ref readonly float ReadAt(ref readonly float first, int row, int stride) =>
        ref Unsafe.Add(ref Unsafe.AsRef(in first), row * stride);

    [MethodImpl(Inline)]
    private static void Check(int length, int rows, int stride)
    {
        if (rows > 0 && (long)(rows - 1) * stride >= length) Throw(length, rows, stride);
    }

    private static void Throw(int length, int rows, int stride) =>
        throw new ArgumentException($"{rows} rows at a stride of {stride} do not begin within the {length} values given.", nameof(rows));
}
