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

    /// <summary>Turns the gradient of <paramref name="count"/> outputs y into that of what the function was given, in place.</summary>
    public void Backward(Activation function, int count, ArrayView<float> gradient, ArrayView<float> y) =>
        _device.Launch(BackwardValues, _device.OnePer(count), (int)function, count, gradient, y);

    private static void ForwardSteps(int function, StepLayout time, int width, int stride, ArrayView<float> y)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, pair = at / stride;
        if (pair >= time.Steps * time.Batch)
            return;
        var a = new Lane(y[at]);
        Lane value = function == (int)Activation.Relu ? Lane.Relu(a)
            : function == (int)Activation.Tanh ? Lane.Tanh(a)
            : function == (int)Activation.Sigmoid ? Lane.Sigmoid(a) : a;
        y[at] = at % stride < width && time.IsValid(pair / time.Batch, pair % time.Batch) ? value.Value : 0f;
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
}
