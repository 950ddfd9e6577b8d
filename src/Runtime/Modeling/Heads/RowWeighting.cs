using System.Numerics.Tensors;
using LstmGen.CompilerServices;

namespace LstmGen.Training;

/// <summary>Multiplies the losses of a head's rows, and the gradients of their outputs, by the rows' weights.</summary>
internal sealed class RowWeighting(HeadWorkspace head) : IParallelWork
{
    private const int ValuesPerPart = 1 << 14; // below that, waking a thread takes longer

    private int _parts;

    public void Run()
    {
        _parts = (int)Math.Clamp((long)head.Rows * head.Stride / ValuesPerPart, 1, WorkerPool.Shared.Threads);
        WorkerPool.Shared.Run(this, 0, _parts);
    }

    /// <inheritdoc/>
    public void Run(int phase, int part)
    {
        int begin = (int)((long)head.Rows * part / _parts), end = (int)((long)head.Rows * (part + 1) / _parts);
        ReadOnlySpan<float> weights = head.LossWeights;
        Span<double> losses = head.RowLosses;
        Span<float> gradients = head.OutputGradients.Span;
        for (int row = begin; row < end; row++)
        {
            if (weights[row] == 1)
                continue;
            Span<float> gradient = gradients.Slice(row * head.Stride, head.Stride);
            if (weights[row] == 0)
            {
                // Not multiplied: infinity or NaN there counts nothing either.
                losses[row] = 0;
                gradient.Clear();
                continue;
            }

            losses[row] *= weights[row];
            TensorPrimitives.Multiply(gradient, weights[row], gradient);
        }
    }
}
