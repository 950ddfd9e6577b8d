using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using LstmGen.CompilerServices;
using LstmGen.Training;

namespace LstmGen.Bench.Gpu;

/// <summary>
/// A training step as <c>Fit</c> does it on a device: forward, loss, backward, clip to norm 1, Adam. Inputs and targets are handed
/// over anew each time; the step is done when the device is.
/// </summary>
internal sealed class TrainOnDevice : BenchItem
{
    private readonly BatchData _data;
    private readonly IRecurrentModel _model;
    private readonly GpuDevice _device;
    private readonly ModelWorkspace _workspace;
    private readonly IParameterUpdate _update;

    public TrainOnDevice(BenchCase c, DeviceModel model)
    {
        _data = new BatchData(c);
        (_model, _device) = ((IRecurrentModel)model, model.Device);
        _workspace = _model.CreateWorkspace(training: true);
        var options = new FitOptions { Epochs = 1, ClipNorm = 1f };
        var adam = new Adam(1e-3f);
        _update = ((IUpdatesParameters)model).CreateUpdate(adam, options, Trainable.Ranges(_model.Description, options, adam));
    }

    public override void Run()
    {
        _data.SetInputs(_workspace);
        _data.SetTargets(_workspace);
        _workspace.Step++;
        _model.Forward(_workspace);
        _model.Loss(_workspace);
        _update.Backward(_workspace);
        _update.Apply(_update.Norm());
        _device.Synchronize();
    }

    public override void Dispose()
    {
        _update.Dispose();
        base.Dispose();
    }
}
