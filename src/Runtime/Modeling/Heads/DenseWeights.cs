using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Weight and bias of a head's dense layer as its products read them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DenseWeights : EmittedWeights
{
    private readonly ParameterPlace _weight, _bias;
    private readonly Channels _channels;

    /// <summary>Room for the copies.</summary>
    /// <param name="outputs">Outputs of the layer, O.</param>
    /// <param name="inner">Values of a row that it reads.</param>
    /// <param name="weight">Where its weight lies, [O, inputs].</param>
    /// <param name="bias">Where its bias lies, [O]; of no length for none.</param>
    /// <param name="channels">How the inputs lie in a row.</param>
    protected DenseWeights(int outputs, int inner, ParameterPlace weight, ParameterPlace bias, Channels channels)
    {
        _weight = weight;
        _bias = bias;
        _channels = channels;
        Layout = GateLayout.Dense(outputs);
        Weights = PackedMatrix.ForGates(Layout, inner);
        Bias = new AlignedBuffer(Layout.RowLength);
    }

    /// <summary>The weight transposed.</summary>
    public PackedMatrix Weights { get; }

    /// <summary>The bias, padded.</summary>
    public AlignedBuffer Bias { get; }

    /// <inheritdoc/>
    public override PackedMatrix[] Matrices => [Weights];

    /// <summary>How the outputs lie.</summary>
    protected GateLayout Layout { get; }

    /// <inheritdoc/>
    public override void Pack(ReadOnlySpan<float> parameters, bool training, bool forInputGradient)
    {
        ReadOnlySpan<float> weight = _weight.In(parameters);
        Weights.PackWeights(0, weight, _channels, GateSlots.One);
        if (_bias.Length > 0)
            PackedMatrix.PackBias(Bias.Span, Layout, _bias.In(parameters), GateSlots.One, add: false);
        if (training)
            PackBack(weight, _channels);
    }

    /// <summary>Adds the gradients of weight and bias: dW += dy^T x, db += dy.</summary>
    /// <param name="head">The head, with the gradient of its outputs.</param>
    /// <param name="gradients">A block that is laid out like the parameters.</param>
    /// <param name="x">What the layer read, row after row.</param>
    /// <param name="stride">Floats of a row there.</param>
    /// <param name="part">The share of the caller.</param>
    /// <param name="parts">Number of shares.</param>
    public void AddGradients(HeadWorkspace head, Span<float> gradients, ReadOnlySpan<float> x, int stride, int part, int parts)
    {
        ArgumentNullException.ThrowIfNull(head);
        Span<float> weight = _weight.In(gradients);
        int inputs = weight.Length / Layout.Units;
        WeightGradient.Accumulate(
            new GradientInput(weight, x, stride, _channels), default, _bias.In(gradients), default, Layout, GateSlots.One,
            head.OutputGradients.Span, head.Stride, head.ValidRows, new GradientShare(part, parts, inputs));
    }

    /// <summary>Fills the copy that the backward pass reads.</summary>
    protected abstract void PackBack(ReadOnlySpan<float> weight, Channels channels);
}
