using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Skip;

/// <summary>
/// The way back to the earlier sequence. It stands behind the layer that gives that sequence, so that its turn in the backward pass is
/// after the layer that reads the sequence has written the gradient to which this adds.
/// </summary>
internal sealed class SkipSourcePlan(SkipPlan skip) : LayerPlan(skip.Name + "Source", null)
{
    public override IEnumerable<string> Backward => skip.Source.GradientUse.IsNever ? [] : [$"{Name}Backward(ws, rowBegin, rowEnd);"];

    public override IlgpuLayer Ilgpu => new IlgpuSkipSource(skip);

    public override void Emit(CodeWriter w)
    {
        if (!skip.Source.GradientUse.IsNever)
            skip.EmitGradient(w, "SourceBackward", "ds_t", "+=", skip.Source, skip.SourceAt, skip.Input, add: true);
    }
}
