using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LstmGen.Training;

/// <summary>A block of floats that does not move and starts on a cache line (64 bytes), or a part of one.</summary>
public sealed class AlignedBuffer
{
    private const int LineFloats = 16;

    /// <summary>Floats that a block can hold: a .NET array less a cache line.</summary>
    internal const int MaxLength = 2_147_483_591 - LineFloats;

    private float[] _array = [];
    private int _start;

    /// <summary>A zeroed block of <paramref name="length"/> floats.</summary>
    public AlignedBuffer(int length = 0) => EnsureLength(length);

    /// <summary>Floats in the block.</summary>
    public int Length { get; private set; }

    /// <summary>The whole block.</summary>
    public Span<float> Span => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start), Length);

    /// <summary>Where the block begins, as long as it lives and does not grow.</summary>
    internal unsafe float* Pointer { get; private set; }

    /// <summary>
    /// Makes the block at least <paramref name="length"/> floats long. When it has to grow its contents are lost and it is zero.
    /// </summary>
    /// <returns>Whether the block has grown.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or more than a block can hold: 2,147,483,575.</exception>
    public unsafe bool EnsureLength(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length <= Length) return false;
        if (IsFixed)
            throw new InvalidOperationException($"The block of {Length} values cannot grow to {length}: a stream computes in it. Copy "
                + "its values instead, or take a workspace of your own from CreateWorkspace.");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaxLength);
        _array = GC.AllocateArray<float>(length + LineFloats, pinned: true);
        fixed (float* p = _array) _start = (int)((64 - ((nint)p & 63)) & 63) / sizeof(float);
        Pointer = (float*)Unsafe.AsPointer(ref _array[_start]);
        Length = length;
        return true;
    }

    /// <summary>Whether somebody has noted where the block begins, so that it must not move.</summary>
    internal bool IsFixed { get; private set; }

    /// <summary>Keeps the block from moving for good.</summary>
    internal void Fix() => IsFixed = true;

    /// <summary>Makes this block a part of another, as long as that does not grow; a part need not start on a cache line.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The other block is shorter than that.</exception>
    internal unsafe void PlaceIn(AlignedBuffer other, int start, int length)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, other.Length - start);
        (_array, _start, Length) = (other._array, other._start + start, length);
        Pointer = other.Pointer + start;
    }

    /// <summary>Copies <paramref name="values"/> to the beginning.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void CopyFrom(ReadOnlySpan<float> values)
    {
        // A call that copies one value takes as long as a small product.
        if (values.Length == 1)
            Span[0] = values[0];
        else
            values.CopyTo(Span);
    }

    /// <summary>Copies the first values to <paramref name="values"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void CopyTo(Span<float> values)
    {
        if (values.Length == 1)
            values[0] = Span[0];
        else
            Span[..values.Length].CopyTo(values);
    }

    /// <summary>Sets every value to zero.</summary>
    public void Clear() => Span.Clear();

    /// <summary>The block as a span.</summary>
    public static implicit operator Span<float>(AlignedBuffer buffer) => buffer is null ? default : buffer.Span;

    /// <summary>The block as a read-only span.</summary>
    public static implicit operator ReadOnlySpan<float>(AlignedBuffer buffer) => buffer is null ? default : buffer.Span;
}
