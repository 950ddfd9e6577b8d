using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Inputs.Features;

internal sealed class FeaturesKind : IElementKind
{
    public string AttributeName => "LstmGen.FeaturesAttribute";

    public ElementSpec Read(AttributeReader attribute) => new FeaturesSpec(attribute.Size(0, "size"));
}

/// <summary>Real values per step, read from the workspace's input.</summary>
internal sealed record FeaturesSpec(int Size) : InputSpec
{
    public override void Plan(PlanBuilder plan)
    {
        plan.Features = Size;
        plan.Current = new SequencePlan("Input", 0, 1, Size, "InputGradient", GradientUse.Where("ws.WantInputGradient"));
    }
}
