using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Inputs.Features;

/// <summary>Real values per step, read from the workspace's input.</summary>
internal sealed record FeaturesSpec(int Size) : InputSpec, IPlannable
{
    /// <summary>Values that stand once for each sequence and that every step has behind its own.</summary>
    public int Static { get; init; }

    public void Plan(PlanBuilder plan)
    {
        (plan.Features, plan.Statics) = (Size, Static);
        plan.Current = new SequencePlan("Input", 0, 1, checked(Size + Static), "InputGradient", GradientUse.Where("ws.WantInputGradient"));
    }
}
