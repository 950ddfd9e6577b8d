using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>The passes of one direction of a bidirectional layer.</summary>
/// <param name="name">What the model calls it, for example <c>Lstm0Reverse</c>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class EmittedDirection(string name) : EmittedLayer(name)
{
    /// <summary>Rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>) through time.</summary>
    public abstract void Forward(ModelWorkspace workspace, int rowBegin, int rowEnd);

    /// <summary>The same back through time.</summary>
    public abstract void Backward(ModelWorkspace workspace, int rowBegin, int rowEnd);

    /// <summary>The gradient of the layer's input, after the backward pass; nothing where the layer never gives one.</summary>
    public virtual void InputGradient(ModelWorkspace workspace, int rowBegin, int rowEnd)
    {
    }

    /// <summary>Adds the gradients of its parameters: share <paramref name="part"/> of <paramref name="parts"/>.</summary>
    public abstract void Gradients(ModelWorkspace workspace, Span<float> gradients, int part, int parts);
}
