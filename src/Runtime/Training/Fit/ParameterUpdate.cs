using LstmGen.Kernels;
using LstmGen.Modeling;

namespace LstmGen.Training;

/// <summary>
/// Clips the gradients, updates the parameters and their average, and clears the gradients, shared out among the pool's
/// threads. Every value is computed alone and the norm is summed in fixed chunks, so the result does not depend on them.
/// </summary>
internal sealed class ParameterUpdate : IParallelWork
{
    private const int PhaseNorm = 0, PhaseApply = 1;
    private const int SmallBlock = 32 * 1024; // values that one thread is done with before others have woken up

    private readonly ParameterStore _parameters;
    private readonly Optimizer _optimizer;
    private readonly float? _clipNorm, _clipValue;
    private readonly TrainableRange[] _trainable;
    private readonly double[] _chunkSums;
    private readonly float[] _previous;
    private int _parts;
    private float _coefficient;

    public ParameterUpdate(
        ParameterStore parameters, Optimizer optimizer, FitOptions options, ExponentialMovingAverage? average, TrainableRange[] trainable)
    {
        (_parameters, _optimizer, _clipNorm, _clipValue) = (parameters, optimizer, options.ClipNorm, options.ClipValue);
        (Average, _trainable) = (average, trainable);
        Gradients = new AlignedBuffer(parameters.Count);
        _previous = parameters.Read().ToArray();
        _chunkSums = new double[GradientNorm.ChunkCount(parameters.Count)];
        optimizer.Allocate(parameters.Count);
    }

    /// <summary>Gradients of all parameters; cleared after each update.</summary>
    public AlignedBuffer Gradients { get; }

    public ExponentialMovingAverage? Average { get; }

    /// <summary>The weights before the last update: those for which loss and gradients were last finite.</summary>
    public ReadOnlySpan<float> Previous => _previous;

    /// <summary>Takes the present weights for the last good ones, after a checkpoint was read.</summary>
    public void Restart() => _parameters.Read().CopyTo(_previous);

    /// <summary>Norm of the mean gradient of <paramref name="batches"/> batches; NaN or infinite where a value is.</summary>
    public float Norm(int batches)
    {
        ClearFrozen();
        int threads = WorkerPool.Shared.Threads;
        _parts = _parameters.Count < SmallBlock ? 1 : Math.Min(threads, _chunkSums.Length);
        WorkerPool.Shared.Run(this, PhaseNorm, _parts);
        return GradientNorm.Combine(_chunkSums) / batches;
    }

    /// <summary>One update by the mean gradient of <paramref name="batches"/> batches, whose norm is given.</summary>
    public void Apply(float norm, int batches)
    {
        _coefficient = (_clipNorm is { } limit ? GradientClipping.Coefficient(norm, limit) : 1f) / batches;
        _optimizer.BeginStep(_parameters.Count);
        Average?.BeginUpdate();
        WorkerPool.Shared.Run(this, PhaseApply, _parts);
    }

    /// <inheritdoc/>
    public void Run(int phase, int part)
    {
        int first = (int)((long)_chunkSums.Length * part / _parts), end = (int)((long)_chunkSums.Length * (part + 1) / _parts);
        Span<float> gradients = Gradients.Span[.._parameters.Count];
        if (phase == PhaseNorm)
        {
            for (int chunk = first; chunk < end; chunk++)
                _chunkSums[chunk] = GradientNorm.ChunkSumOfSquares(gradients, chunk);
            return;
        }

        int from = first * GradientNorm.ChunkLength, to = Math.Min(end * GradientNorm.ChunkLength, _parameters.Count);
        Span<float> own = gradients[from..to], parameters = _parameters.Write();
        GradientClipping.Scale(own, _coefficient);
        if (_clipValue is { } limit)
            GradientClipping.ByValue(own, limit);
        parameters[from..to].CopyTo(_previous.AsSpan(from));
        _optimizer.Update(parameters, gradients, from, to, _trainable);
        Average?.Update(parameters, from, to);
        own.Clear();
    }

    private void ClearFrozen()
    {
        int reached = 0;
        foreach (TrainableRange range in _trainable)
        {
            Gradients.Span[reached..range.Begin].Clear();
            reached = range.End;
        }

        Gradients.Span[reached.._parameters.Count].Clear();
    }
}
