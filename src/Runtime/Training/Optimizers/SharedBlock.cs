using LstmGen.CompilerServices;

namespace LstmGen.Training;

/// <summary>
/// Passes over a caller's flat blocks, shared out among the pool's threads. Every value is computed alone, so the bits are those of one
/// thread.
/// </summary>
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

    /// <summary>Parts that a block of <paramref name="length"/> values is worth.</summary>
    public static int Parts(int length) =>
        length < SmallBlock ? 1 : Math.Min(WorkerPool.Shared.ThreadsNow, GradientNorm.ChunkCount(length));

    /// <summary>The values of a part, whole chunks of <see cref="GradientNorm"/>.</summary>
    public static (int From, int To) Range(int length, int part, int parts)
    {
        long chunks = GradientNorm.ChunkCount(length);
        return ((int)(chunks * part / parts) * GradientNorm.ChunkLength,
            Math.Min((int)(chunks * (part + 1) / parts) * GradientNorm.ChunkLength, length));
    }

    /// <inheritdoc/>
    public void Run(int phase, int part)
    {
        (int from, int to) = Range(_length, part, _parts);
        Span<float> gradients = new(_gradients, _length);
        switch (phase)
        {
            case PhaseNorm:
                for (int chunk = from / GradientNorm.ChunkLength; chunk < GradientNorm.ChunkCount(to); chunk++)
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
        _parts = Parts(length);
        WorkerPool.Shared.Run(this, phase, _parts);
    }
}
