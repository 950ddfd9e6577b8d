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

    /// <summary>For each row inside, its number behind <see cref="FirstRow"/> in the random streams of masks; [B].</summary>
    public ArrayView<int> MaskRows;

    /// <summary>Steps of a row in those streams: T, or those of the whole batch where this one is a segment of its steps.</summary>
    public int MaskSteps;

    /// <summary>Steps of the whole batch before the first, where this one is a segment of them; else 0.</summary>
    public int FirstStep;

    /// <summary>The number of a row inside in the random streams of masks.</summary>
    public readonly long MaskRow(int row) => (long)FirstRow + MaskRows[row];

    /// <summary>The number of a step of a row inside in the streams of masks that differ from step to step.</summary>
    public readonly long MaskStep(int row, int t) => (MaskRow(row) * MaskSteps) + FirstStep + t;

    /// <summary>Whether row number <paramref name="row"/> has a step <paramref name="t"/>.</summary>
    public readonly bool IsValid(int t, int row) => t < Lengths[row];
}
