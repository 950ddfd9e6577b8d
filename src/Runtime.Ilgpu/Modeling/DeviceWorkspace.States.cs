using ILGPU;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

// The states in which rows begin and end, and their gradients.
public abstract partial class DeviceWorkspace
{
    /// <summary>The initial state, or empty where it is zero; in a stream the state that the last step ended in.</summary>
    public ArrayView<float> InitialStates => Continues ? _final.View : InitialState is null ? ArrayView<float>.Empty : _initial.View;

    /// <summary>The given gradient of the final state, or empty where it is zero.</summary>
    public ArrayView<float> FinalStateGradients => FinalStateGradient is null ? ArrayView<float>.Empty : _finalGradient.View;

    /// <summary>Where states are gathered before they are read: final ones, or gradients of initial ones.</summary>
    public ArrayView<float> GatheredStates => _final.View;

    /// <summary>Keeps the state that the last step ended in, on the device: the next step goes on from it.</summary>
    public void Advance()
    {
        int perRow = 0;
        foreach (StateInfo state in Description.States)
            perRow += state.Length;
        _final.EnsureLength(perRow * Batch);
        SaveStates();
        Continues = true;
    }

    /// <inheritdoc/>
    protected override void SaveFinalState(ModelState destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        _final.EnsureLength(destination.StateValues.Length);
        SaveStates();
        _final.Download(destination.StateValues);
        if (StreamCache is null && !destination.Caches.IsEmpty)
            SaveCaches(destination);
    }

    /// <summary>Copies the keys and values of a whole batch, for a stream to go on from.</summary>
    protected virtual void SaveCaches(ModelState destination)
    {
    }

    /// <summary>The same of one layer.</summary>
    /// <param name="destination">The state.</param>
    /// <param name="time">Steps and rows.</param>
    /// <param name="shape">The layer.</param>
    /// <param name="projected">q, k and v side by side, [T, B, stride].</param>
    /// <param name="stride">Values from one row of <paramref name="projected"/> to the next.</param>
    protected void SaveCache(ModelState destination, TimeLayout time, SelfAttentionShape shape, DeviceBuffer projected, int stride)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(projected);
        var values = new float[time.Steps * time.Batch * stride];
        projected.Download(values);
        SelfAttention.Save(this, time, shape, values, stride, destination);
    }

    internal override IStreamCache CreateStreamCache(int batch) => new DeviceStreamCache(_model.Device, Description.Caches, batch);

    /// <summary>Puts every final state into <see cref="GatheredStates"/>.</summary>
    protected abstract void SaveStates();

    /// <summary>Puts every gradient of an initial state into <see cref="GatheredStates"/>.</summary>
    protected abstract void SaveStateGradients();

    private static void UploadState(ModelState state, DeviceBuffer buffer)
    {
        buffer.EnsureLength(state.StateValues.Length);
        buffer.Upload(state.StateValues);
    }
}
