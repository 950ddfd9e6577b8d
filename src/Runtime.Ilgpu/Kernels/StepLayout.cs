using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>A <see cref="LstmGen.Training.TimeLayout"/> as kernels read it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct StepLayout
{
    /// <summary>Steps of the longest row, T.</summary>
    public int Steps;

    /// <summary>Rows, B.</summary>
    public int Batch;

    /// <summary>Steps of each row, falling; [B].</summary>
    public ArrayView<int> Lengths;

    /// <summary>For each row inside, the caller's row; [B].</summary>
    public ArrayView<int> Order;

    /// <summary>Rows of a larger batch before the first row, where this one is a part of it; else 0.</summary>
    public int FirstRow;

    /// <summary>The number of a row inside in the random streams of masks.</summary>
    public readonly long MaskRow(int row) => (long)FirstRow + Order[row];

    /// <summary>Whether row number <paramref name="row"/> has a step <paramref name="t"/>.</summary>
    public readonly bool IsValid(int t, int row) => t < Lengths[row];
}
