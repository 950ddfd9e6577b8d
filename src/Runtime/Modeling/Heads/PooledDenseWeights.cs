using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Weight and bias of a head that reads one row for each sequence.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PooledDenseWeights : DenseWeights
{
    private readonly PackedMatrix? _transposed;
    private readonly int _stride;

    /// <summary>Room for the copies.</summary>
    /// <param name="outputs">Outputs of the layer, O.</param>
    /// <param name="inner">Values of a row that it reads.</param>
    /// <param name="stride">Floats of a row.</param>
    /// <param name="weight">Where its weight lies, [O, inputs].</param>
    /// <param name="bias">Where its bias lies, [O]; of no length for none.</param>
    /// <param name="channels">How the inputs lie in a row.</param>
    /// <param name="training">Whether the backward pass will read them too.</param>
    public PooledDenseWeights(
        int outputs, int inner, int stride, ParameterPlace weight, ParameterPlace bias, Channels channels, bool training)
        : base(outputs, inner, weight, bias, channels)
    {
        _stride = stride;
        _transposed = training ? PackedMatrix.ForBackward(Layout, stride) : null;
    }

    /// <summary>y = x W^T + b of rows [rowBegin, rowEnd).</summary>
    public void Forward(HeadWorkspace head, AlignedBuffer x, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(x);
        PanelGemm.Multiply(
            Weights, rowEnd - rowBegin, Bias.Span, x.Span[(rowBegin * _stride)..], _stride, head.Outputs.Span[(rowBegin * head.Stride)..],
            head.Stride);
    }

    /// <summary>dx = dy W of rows [rowBegin, rowEnd).</summary>
    public void Backward(HeadWorkspace head, AlignedBuffer dx, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(dx);
        PanelGemm.Multiply(
            _transposed!, rowEnd - rowBegin, default, head.OutputGradients.Span[(rowBegin * head.Stride)..], head.Stride,
            dx.Span[(rowBegin * _stride)..], _stride, accumulate: false);
    }

    /// <inheritdoc/>
    protected override void PackBack(ReadOnlySpan<float> weight, Channels channels) =>
        _transposed!.PackTransposed(weight, channels, GateSlots.One);
}
