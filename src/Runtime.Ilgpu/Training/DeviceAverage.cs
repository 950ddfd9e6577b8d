using ILGPU;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>The moving average of a model's weights, kept beside them on the device.</summary>
internal sealed class DeviceAverage : IWeightAverage, IDisposable
{
    private readonly DeviceModel _model;
    private readonly WeightAverage _asked;
    private readonly DeviceBuffer _values;
    private readonly Action _exchange;

    public DeviceAverage(DeviceModel model, WeightAverage asked)
    {
        (_model, _asked) = (model, asked);
        _values = new DeviceBuffer(model.Device);
        _values.EnsureLength(model.Parameters.Count);
        _exchange = () => model.Device.Launch(Exchange, model.Device.OnePer(_values.Length), model.Weights, _values.View);
    }

    /// <inheritdoc/>
    public long Updates { get; private set; }

    /// <summary>Takes the weights into the average.</summary>
    public void Update()
    {
        float share = ExponentialMovingAverage.Share(_asked.Decay, _asked.WarmUp, Updates++);
        _model.Device.Launch(Move, _model.Device.OnePer(_values.Length), _model.Weights, _values.View, share);
    }

    /// <inheritdoc/>
    public void Swap() => _model.ChangeWeights(_exchange);

    /// <inheritdoc/>
    public ReadOnlySpan<float> Read()
    {
        var values = new float[_values.Length];
        _values.Download(values);
        return values;
    }

    /// <inheritdoc/>
    public void Restore(ReadOnlySpan<float> values, long updates)
    {
        _values.Upload(values);
        Updates = updates;
    }

    public void Dispose() => _values.Dispose();

    private static void Move(ArrayView<float> weights, ArrayView<float> average, float share)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at < average.IntLength)
            average[at] = share == 1f ? weights[at] : average[at] + share * (weights[at] - average[at]);
    }

    private static void Exchange(ArrayView<float> weights, ArrayView<float> average)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at < average.IntLength)
            (weights[at], average[at]) = (average[at], weights[at]);
    }
}
