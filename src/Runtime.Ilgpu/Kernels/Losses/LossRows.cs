using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>The rows of a head that a loss is computed of: [B], or [T, B] at every step.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct LossRows
{
    /// <summary>Steps and rows of the head's input.</summary>
    public StepLayout Time;

    /// <summary>Number of rows.</summary>
    public int Count;

    /// <summary>Values from one row to the next.</summary>
    public int Stride;

    /// <summary>y, [rows, stride].</summary>
    public ArrayView<float> Outputs;

    /// <summary>dy, [rows, stride].</summary>
    public ArrayView<float> Gradients;

    /// <summary>[rows].</summary>
    public ArrayView<float> Losses;

    /// <summary>Whether a row is a valid step of its sequence.</summary>
    public readonly bool IsValid(int row) => Time.IsValid(row / Time.Batch, row % Time.Batch);
}
