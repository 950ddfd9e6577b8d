using ILGPU;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>A stretch of a model's blocks on a device, for an optimizer's rule.</summary>
internal readonly struct DeviceTarget(DeviceModel model, DeviceBuffer[] states, TrainableRange range) : IUpdateTarget
{
    private readonly int _count = range.End - range.Begin;

    /// <inheritdoc/>
    public void Run<TRule>(TRule rule, int state0 = -1, int state1 = -1, int state2 = -1)
        where TRule : unmanaged, IUpdateRule => model.Device.Launch(
        Update, model.Device.OnePer(_count), rule, model.Weights.SubView(range.Begin, _count), model.Gradients.SubView(range.Begin, _count),
        State(state0), State(state1), State(state2));

    private ArrayView<float> State(int index) => index < 0 ? ArrayView<float>.Empty : states[index].View.SubView(range.Begin, _count);

    private static void Update<TRule>(
        TRule rule, ArrayView<float> parameters, ArrayView<float> gradients, ArrayView<float> state0, ArrayView<float> state1,
        ArrayView<float> state2)
        where TRule : unmanaged, IUpdateRule
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at >= parameters.IntLength)
            return;
        Lane w = new(parameters[at]), s0 = Load(state0, at), s1 = Load(state1, at), s2 = Load(state2, at);
        rule.Apply(ref w, new Lane(gradients[at]), ref s0, ref s1, ref s2);
        parameters[at] = w.Value;
        Store(s0, state0, at);
        Store(s1, state1, at);
        Store(s2, state2, at);
    }

    private static Lane Load(ArrayView<float> state, int at) => new(state.Length > 0 ? state[at] : 0f);

    private static void Store(Lane value, ArrayView<float> state, int at)
    {
        if (state.Length > 0)
            state[at] = value.Value;
    }
}
