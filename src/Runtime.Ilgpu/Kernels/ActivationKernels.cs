using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>The function of a layer's outputs, and its derivative.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ActivationKernels
{
    private readonly GpuDevice _device;

    internal ActivationKernels(GpuDevice device) => _device = device;

    /// <summary>y = f(y) for a sequence [T, B, stride]; zero in the padding and past a row's end.</summary>
    public void Forward(Activation function, StepLayout time, int width, int stride, ArrayView<float> y) =>
        _device.Launch(ForwardSteps, _device.OnePer((long)time.Steps * time.Batch * stride), (int)function, time, width, stride, y);

    /// <summary>y = f(x) for sequences [T, B, channels]; zero in the padding and past a row's end.</summary>
    public void Forward(Activation function, StepLayout time, Channels channels, ArrayView<float> x, ArrayView<float> y) => _device.Launch(
        ForwardChannels, _device.OnePer((long)time.Steps * time.Batch * channels.Width), (int)function, time, channels, x, y);

    /// <summary>y = f(x) for rows [B, channels]; zero in the padding.</summary>
    public void ForwardRows(Activation function, int batch, Channels channels, ArrayView<float> x, ArrayView<float> y) => _device.Launch(
        ForwardRowValues, _device.OnePer((long)batch * channels.Width), (int)function, batch, channels, x, y);

    /// <summary>Turns the gradient of <paramref name="count"/> outputs y into that of what the function was given, in place.</summary>
    public void Backward(Activation function, int count, ArrayView<float> gradient, ArrayView<float> y) =>
        _device.Launch(BackwardValues, _device.OnePer(count), (int)function, count, gradient, y);

    private static void ForwardSteps(int function, StepLayout time, int width, int stride, ArrayView<float> y)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, pair = at / stride;
        if (pair >= time.Steps * time.Batch)
            return;
        float value = Of(function, y[at]);
        y[at] = at % stride < width && time.IsValid(pair / time.Batch, pair % time.Batch) ? value : 0f;
    }

    private static void ForwardChannels(int function, StepLayout time, Channels channels, ArrayView<float> x, ArrayView<float> y)
    {
        int group = Pad(channels.Size), at = Grid.IdxX * Group.DimX + Group.IdxX, pair = at / (channels.Groups * group);
        if (pair < time.Steps * time.Batch)
            y[at] = at % group < channels.Size && time.IsValid(pair / time.Batch, pair % time.Batch) ? Of(function, x[at]) : 0f;
    }

    private static void ForwardRowValues(int function, int batch, Channels channels, ArrayView<float> x, ArrayView<float> y)
    {
        int group = Pad(channels.Size), at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at < batch * channels.Groups * group)
            y[at] = at % group < channels.Size ? Of(function, x[at]) : 0f;
    }

    private static float Of(int function, float value)
    {
        var a = new Lane(value);
        Lane result = function == (int)Activation.Relu ? Lane.Relu(a)
            : function == (int)Activation.Tanh ? Lane.Tanh(a)
            : function == (int)Activation.Sigmoid ? Lane.Sigmoid(a) : a;
        return result.Value;
    }

    private static void BackwardValues(int function, int count, ArrayView<float> gradient, ArrayView<float> y)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at >= count)
            return;
        Lane dy = new(gradient[at]), output = new(y[at]);
        Lane slope = function == (int)Activation.Relu ? ActivationGradients.OfRelu(dy, output)
            : function == (int)Activation.Tanh ? ActivationGradients.OfTanh(dy, output)
            : function == (int)Activation.Sigmoid ? ActivationGradients.OfSigmoid(dy, output) : dy;
        gradient[at] = slope.Value;
    }

    private static int Pad(int size) => (size + 7) / 8 * 8;
}
