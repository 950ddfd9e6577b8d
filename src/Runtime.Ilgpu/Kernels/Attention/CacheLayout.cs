using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>Keys and values of a layer of a stream as kernels read them, [B, capacity, size].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct CacheLayout
{
    /// <summary>Rows, B.</summary>
    public int Batch;

    /// <summary>Steps of which a row has room.</summary>
    public int Capacity;

    /// <summary>Values of a step of a row.</summary>
    public int Size;

    /// <summary>Steps that each row has read, [B].</summary>
    public ArrayView<int> Lengths;

    /// <summary>Where the values of a step of a row begin.</summary>
    public readonly int At(int row, int step) => (row * Capacity + step) * Size;
}
