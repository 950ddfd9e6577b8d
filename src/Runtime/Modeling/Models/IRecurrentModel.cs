using LstmGen.CompilerServices;
using LstmGen.Training;

namespace LstmGen;

/// <summary>What every generated model offers to code that works with any model, such as a training loop.</summary>
public interface IRecurrentModel
{
    /// <summary>Input, parameters, states and heads.</summary>
    ModelDescription Description => Parameters.Description;

    /// <summary>The parameter block.</summary>
    ParameterStore Parameters { get; }

    /// <summary>A workspace for this model: for training (keeps what the backward pass needs) or for inference.</summary>
    ModelWorkspace CreateWorkspace(bool training);

    /// <summary>Computes the heads' outputs for the batch in <paramref name="workspace"/>.</summary>
    void Forward(ModelWorkspace workspace);

    /// <summary>
    /// Computes the loss of the outputs against the targets in <paramref name="workspace"/>, and its gradient with
    /// respect to the outputs.
    /// </summary>
    double Loss(ModelWorkspace workspace);

    /// <summary>
    /// Adds the gradient of the loss with respect to every parameter to <paramref name="gradients"/>, a block laid out
    /// like <see cref="Parameters"/>.
    /// </summary>
    void Backward(ModelWorkspace workspace, AlignedBuffer gradients);

    /// <summary>
    /// Turns raw outputs of a head for the batch in <paramref name="workspace"/>, as
    /// <see cref="HeadWorkspace.CopyOutputs"/> gave them, into what <c>Predict</c> gives: probabilities for classes and
    /// labels, values as they are. Without a head that needs it, nothing.
    /// </summary>
    void ToPredictionInPlace(ModelWorkspace workspace, int head, Span<float> outputs)
    {
    }

    /// <summary>
    /// Reads a head at every step as labels, [B, T] in the caller's order, -1 past a row's end: one per step, the best path
    /// under a CRF, else the greatest output; under CTC those of the likeliest alignment, as many as there are.
    /// </summary>
    void Decode(ModelWorkspace workspace, int head, Span<int> tags)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        TagDecoding.Greatest(workspace.Heads[head], tags);
    }
}
