using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// A part of a recurrent layer's input that is computed in the loop over time, because it depends on h of the step before.
/// </summary>
internal interface IStepInput
{
    /// <summary>Tells it whose input it is a part of.</summary>
    void JoinsInputOf(RecurrentDirection direction);

    /// <summary>
    /// Statements before the products of step <c>t</c>; in scope: <c>ws</c>, <c>rowBegin</c>, <c>rowEnd</c>, <c>rows</c>.
    /// </summary>
    void EmitForwardStep(CodeWriter w);

    /// <summary>Statements before the backward loop.</summary>
    void EmitBackwardHead(CodeWriter w);

    /// <summary>
    /// Statements at the end of step <c>t</c> of the backward pass, which add to <c>dhCarry</c>; in scope also: <c>gate</c>, the gradients
    /// of the pre-activations.
    /// </summary>
    void EmitBackwardStep(CodeWriter w);

    /// <summary>The same for a GPU.</summary>
    IIlgpuStepInput Ilgpu { get; }
}
