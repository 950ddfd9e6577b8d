using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>Weight and bias of a head that reads every step.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StepDenseWeights : DenseWeights
{
    /// <summary>Room for the copies.</summary>
    /// <param name="outputs">Outputs of the layer, O.</param>
    /// <param name="inner">Values of a row that it reads.</param>
    /// <param name="weight">Where its weight lies, [O, inputs].</param>
    /// <param name="bias">Where its bias lies, [O]; of no length for none.</param>
    /// <param name="channels">How the inputs lie in a row.</param>
    /// <param name="training">Whether the backward pass will read them too.</param>
    public StepDenseWeights(int outputs, int inner, ParameterPlace weight, ParameterPlace bias, Channels channels, bool training)
        : base(outputs, inner, weight, bias, channels) => Transposed = training ? new TransposedBlocks(outputs, channels) : null!;

    /// <summary>The weight for the gradient of the layer's input; only for training.</summary>
    public TransposedBlocks Transposed { get; }

    /// <inheritdoc/>
    protected override void PackBack(ReadOnlySpan<float> weight, Channels channels) => Transposed.Pack(weight);
}
