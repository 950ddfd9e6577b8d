using System.Buffers;
using System.Runtime.InteropServices;

namespace LstmGen.Interchange.Onnx.Model;

/// <summary>The bytes of an array of numbers where they lie, so that weights are not copied on their way into a file.</summary>
internal sealed class ArrayBytes<T>(T[] values, int start, int count) : MemoryManager<byte>
    where T : unmanaged
{
    public ArrayBytes(T[] values)
        : this(values, 0, values.Length)
    {
    }

    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(values.AsSpan(start, count));

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException("The bytes are not pinned: copy them.");

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
