using LstmGen.Kernels;

namespace LstmGen.Training;

/// <summary>Passes over a caller's flat blocks, shared out among the pool's threads. Every value is computed alone, so the bits are those of one thread.</summary>
internal sealed unsafe class SharedBlock : IParallelWork
{
    private const int PhaseNorm = 0, PhaseScale = 1, PhaseUpdate = 2;
    private const int SmallBlock = 32 * 1024; // values that one thread is done with before others have woken up

    [ThreadStatic]
    private static SharedBlock? t_shared;

    private float* _gradients, _parameters;
    private int _length, _parts;
    private float _coefficient;
    private double[] _sums = [];
    private Optimizer? _optimizer;

    /// <summary>The norm of a block, as <see cref="GradientNorm.Of"/>.</summary>
    public static float Norm(ReadOnlySpan<float> gradients)
    {
        SharedBlock block = t_shared ??= new SharedBlock();
        int chunks = GradientNorm.ChunkCount(gradients.Length);
        if (block._sums.Length < chunks)
            block._sums = new double[chunks];
        fixed (float* pGradients = gradients)
            block.Run(PhaseNorm, pGradients, null, gradients.Length);
        return GradientNorm.Combine(block._sums.AsSpan(0, chunks));
    }

    /// <summary>Multiplies a block by a coefficient.</summary>
    public static void Scale(Span<float> gradients, float coefficient)
    {
        SharedBlock block = t_shared ??= new SharedBlock();
        block._coefficient = coefficient;
        fixed (float* pGradients = gradients)
            block.Run(PhaseScale, pGradients, null, gradients.Length);
    }

    /// <summary>Applies the step that has begun to a whole block.</summary>
    public static void Update(Optimizer optimizer, Span<float> parameters, ReadOnlySpan<float> gradients)
    {
        SharedBlock block = t_shared ??= new SharedBlock();
        block._optimizer = optimizer;
        fixed (float* pParameters = parameters, pGradients = gradients)
            block.Run(PhaseUpdate, pGradients, pParameters, gradients.Length);
        block._optimizer = null;
    }

    /// <inheritdoc/>
    public void Run(int phase, int part)
    {
        int chunks = GradientNorm.ChunkCount(_length), first = (int)((long)chunks * part / _parts), end = (int)((long)chunks * (part + 1) / _parts);
        int from = first * GradientNorm.ChunkLength, to = Math.Min(end * GradientNorm.ChunkLength, _length);
        Span<float> gradients = new(_gradients, _length);
        switch (phase)
        {
            case PhaseNorm:
                for (int chunk = first; chunk < end; chunk++)
                    _sums[chunk] = GradientNorm.ChunkSumOfSquares(gradients, chunk);
                break;
            case PhaseScale:
                GradientClipping.Scale(gradients[from..to], _coefficient);
                break;
            default:
                _optimizer!.Update(new Span<float>(_parameters, _length), gradients, from, to);
                break;
        }
    }

    private void Run(int phase, float* gradients, float* parameters, int length)
    {
        _gradients = gradients;
        _parameters = parameters;
        _length = length;
        _parts = length < SmallBlock ? 1 : WorkerPool.Shared.Threads;
        WorkerPool.Shared.Run(this, phase, _parts);
    }
}
