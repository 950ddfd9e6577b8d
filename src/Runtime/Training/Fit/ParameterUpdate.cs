using LstmGen.CompilerServices;

namespace LstmGen.Training;

/// <summary>
/// Clips the gradients, updates the parameters and their average, and clears the gradients, shared out among the pool's
/// threads. Every value is computed alone and the norm is summed in fixed chunks, so the result does not depend on them.
/// </summary>
internal sealed class ParameterUpdate : IParameterUpdate, IParallelWork
{
    private readonly IRecurrentModel _model;
    private readonly ParameterStore _parameters;
    private readonly AlignedBuffer _gradients;
    private readonly Optimizer _optimizer;
    private readonly double? _clipNorm, _clipValue;
    private readonly TrainableRange[] _trainable;
    private readonly float[] _previous;
    private readonly HostAverage? _average;
    private ModelWorkspace? _workspace; // of the last batch
    private int _batches; // since the last update
    private int _parts;
    private float _coefficient;

    public ParameterUpdate(IRecurrentModel model, Optimizer optimizer, FitOptions options, TrainableRange[] trainable)
    {
        ParameterStore parameters = model.Parameters;
        _model = model;
        (_parameters, _optimizer, _clipNorm, _clipValue) = (parameters, optimizer, options.ClipNorm, options.ClipValue);
        _trainable = trainable;
        _average = options.Average is { } asked ? new HostAverage(parameters, asked) : null;
        _gradients = new AlignedBuffer(parameters.Count);
        _previous = parameters.ToArray();
        optimizer.Allocate(parameters.Count);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Gradients => _gradients.Span[.._parameters.Count];

    /// <summary>The gradients, to be set by whoever has computed them elsewhere.</summary>
    public AlignedBuffer GradientBlock => _gradients;

    /// <inheritdoc/>
    public IWeightAverage? Average => _average;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Previous => _previous;

    /// <inheritdoc/>
    public void Backward(ModelWorkspace workspace)
    {
        (_workspace, _batches) = (workspace, _batches + 1);
        _model.Backward(workspace, _gradients);
    }

    /// <inheritdoc/>
    public void Save()
    {
    }

    /// <inheritdoc/>
    public void Restart() => _parameters.CopyTo(_previous);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <inheritdoc/>
    public float Norm()
    {
        using BatchWork work = BeginWork();
        ClearFrozen();
        return SharedBlock.Norm(Gradients);
    }

    /// <inheritdoc/>
    public void Apply(float norm)
    {
        using BatchWork work = BeginWork();
        _coefficient = _clipNorm is { } limit ? GradientClipping.Coefficient(norm, limit) : 1f;
        _optimizer.BeginStep(_parameters.Count);
        _average?.Values.BeginUpdate();
        _parts = SharedBlock.Parts(_parameters.Count);
        using ParameterWriting _ = _parameters.BeginUpdate();
        WorkerPool.Shared.Run(this, 0, _parts);
        _batches = 0;
    }

    /// <inheritdoc/>
    public void Run(int phase, int part)
    {
        (int from, int to) = SharedBlock.Range(_parameters.Count, part, _parts);
        Span<float> gradients = _gradients.Span[.._parameters.Count], parameters = _parameters.Block;
        float coefficient = _coefficient;
        if (_clipValue is { } limit)
        {
            GradientClipping.Scale(gradients[from..to], coefficient);
            GradientClipping.ByValue(gradients[from..to], limit);
            coefficient = 1;
        }

        _optimizer.Update(parameters, new SpentGradients(gradients, coefficient, _previous), from, to, _trainable);
        _average?.Values.Update(parameters, from, to);
    }

    // Where several batches make an update it is not counted with the last of them: batches are compared with each other.
    private BatchWork BeginWork() => _batches == 1 ? _workspace!.BeginWork() : default;

    private void ClearFrozen()
    {
        int reached = 0;
        foreach (TrainableRange range in _trainable)
        {
            _gradients.Span[reached..range.Begin].Clear();
            reached = range.End;
        }

        _gradients.Span[reached.._parameters.Count].Clear();
    }
}
