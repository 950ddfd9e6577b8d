using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Heads.SequenceOutput;

internal sealed class SequenceOutputKind : IElementKind
{
    public string AttributeName => "LstmGen.SequenceOutputAttribute";

    public ElementSpec Read(AttributeReader attribute) => HeadReading.Read(new SequenceOutputSpec(), attribute);
}

/// <summary>The last layer's output at every step, without parameters.</summary>
internal sealed record SequenceOutputSpec : HeadSpec
{
    public override void Plan(PlanBuilder plan)
    {
        string title = plan.HeadName(Name);
        SequencePlan input = plan.Current;
        plan.Add(new SequenceOutputPlan(Names.Pascal(title) + "Head", new TableRow("SequenceOutput", $"[B, T, {input.Width}]", 0, 0))
        {
            Title = title,
            Index = plan.HeadCount - 1,
            Outputs = input.Width,
            EveryStep = true,
            Targets = "Values",
            Input = input,
            LossWeight = LossWeight,
        });
    }
}
