using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>The weights of a layer or head as its products read them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class EmittedWeights
{
    /// <summary>Those that can be stored in fewer bits.</summary>
    public abstract PackedMatrix[] Matrices { get; }

    /// <summary>Fills the copies from the block of all parameters.</summary>
    /// <param name="parameters">The block.</param>
    /// <param name="training">Whether to fill those too that only the backward pass reads.</param>
    /// <param name="forInputGradient">Whether to fill those too that only the gradient of the model's input needs.</param>
    public abstract void Pack(ReadOnlySpan<float> parameters, bool training, bool forInputGradient);
}
