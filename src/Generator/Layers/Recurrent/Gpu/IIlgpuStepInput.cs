using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>A part of a recurrent layer's input that is computed in the loop over time, on a GPU.</summary>
internal interface IIlgpuStepInput
{
    /// <summary>Statements before the products of step <c>t</c>; in scope: <c>ws</c>, <c>time</c>, <c>rows</c>.</summary>
    void EmitForwardStep(CodeWriter w);

    /// <summary>Statements before the backward loop.</summary>
    void EmitBackwardHead(CodeWriter w);

    /// <summary>Statements at the end of step <c>t</c> of the backward pass, which add to the gradient of h.</summary>
    void EmitBackwardStep(CodeWriter w);
}
