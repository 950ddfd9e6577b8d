using ILGPU;
using ILGPU.Runtime;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Norm, clipping and update where the gradients are; the optimizer's moments stay on the device.</summary>
internal sealed class DeviceUpdate : IParameterUpdate
{
    private readonly DeviceModel _model;
    private readonly Optimizer _optimizer;
    private readonly double? _clipNorm, _clipValue;
    private readonly TrainableRange[] _trainable;
    private readonly DeviceBuffer[] _states;
    private readonly DeviceBuffer _previous;
    private readonly GradientKernels _kernels;
    private readonly DeviceAverage? _average;
    private readonly Action _step;

    public DeviceUpdate(DeviceModel model, Optimizer optimizer, FitOptions options, TrainableRange[] trainable)
    {
        (_model, _optimizer, _clipNorm, _clipValue, _trainable) = (model, optimizer, options.ClipNorm, options.ClipValue, trainable);
        if (!optimizer.HasRule)
            throw new ArgumentException(
                $"Optimizer {optimizer.Name} updates spans only: train on the processor, or take an optimizer of LstmGen.",
                nameof(optimizer));
        _step = Step;
        optimizer.Allocate(model.Parameters.Count);
        _states = new DeviceBuffer[optimizer.StateCount];
        for (int i = 0; i < _states.Length; i++)
            _states[i] = new DeviceBuffer(model.Device);
        _previous = new DeviceBuffer(model.Device);
        _kernels = new GradientKernels(model.Device);
        try
        {
            _average = options.Average is { } asked ? new DeviceAverage(model, asked) : null;
            model.ClearGradients();
            Restart();
        }
        catch
        {
            Free();
            throw;
        }
    }

    public IWeightAverage? Average => _average;

    public ReadOnlySpan<float> Gradients => Read(_model.Gradients);

    public ReadOnlySpan<float> Previous => Read(_previous.View);

    public void Backward(ModelWorkspace workspace) => _model.BackwardOnDevice((DeviceWorkspace)workspace);

    public float Norm()
    {
        int reached = 0;
        foreach (TrainableRange range in _trainable)
        {
            Clear(reached, range.Begin);
            reached = range.End;
        }

        Clear(reached, _model.Parameters.Count);
        return _kernels.Norm(_model.Gradients);
    }

    public void Apply(float norm)
    {
        float coefficient = _clipNorm is { } limit ? GradientClipping.Coefficient(norm, limit) : 1f;
        _kernels.Scale(_model.Gradients, coefficient, (float)(_clipValue ?? double.PositiveInfinity));
        _model.ChangeWeights(_step);
        _model.ClearGradients();
        _average?.Update();
    }

    private void Step()
    {
        _model.Device.Kernels.Sequences.Copy(_model.Weights, _previous.View, _model.Parameters.Count, add: false);
        _optimizer.BeginStep(_model.Parameters.Count);
        foreach (TrainableRange range in _trainable)
            _optimizer.Run(new DeviceTarget(_model, _states, range), range);
    }

    public void Save()
    {
        for (int i = 0; i < _states.Length; i++)
            _states[i].Download(_optimizer.State(i));
    }

    public void Restart()
    {
        _model.Refresh();
        for (int i = 0; i < _states.Length; i++)
            _states[i].Upload(_optimizer.State(i));
        _previous.EnsureLength(_model.Parameters.Count);
        _model.Device.Kernels.Sequences.Copy(_model.Weights, _previous.View, _model.Parameters.Count, add: false);
    }

    public void Dispose()
    {
        try
        {
            Save();
        }
        finally
        {
            Free();
        }
    }

    private void Free()
    {
        foreach (DeviceBuffer state in _states)
            state.Dispose();
        _previous.Dispose();
        _kernels.Dispose();
        _average?.Dispose();
    }

    private void Clear(int begin, int end)
    {
        if (begin < end)
            _kernels.Scale(_model.Gradients.SubView(begin, end - begin), 0f, 0f);
    }

    private static float[] Read(ArrayView<float> view)
    {
        var values = new float[view.Length];
        view.CopyToCPU(values);
        return values;
    }
}
