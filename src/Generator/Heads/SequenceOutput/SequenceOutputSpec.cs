using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Heads.SequenceOutput;

/// <summary>The last layer's output at every step, without parameters.</summary>
internal sealed record SequenceOutputSpec : HeadSpec, IPlannable
{
    public void Plan(PlanBuilder plan)
    {
        string title = plan.HeadName(Name);
        SequencePlan input = plan.Current;
        var site = new HeadPlacement(plan, title, HeadPlacement.NameOf(title), plan.HeadCount - 1, input);
        if (Dropout > 0)
            plan.StepBuffer(
                site.Name + "DroppedGradient", Layout.Pad(input.Width), "gradient of what dropout left", trainingOnly: true,
                time: input.Time);
        plan.Add(new SequenceOutputPlan(site, Dropout, new TableRow("SequenceOutput", plan.Shape(input), 0, 0))
        {
            Title = title,
            Index = site.Index,
            Outputs = input.Width,
            EveryStep = true,
            Targets = TargetKind.Values,
            Input = input,
            LossWeight = LossWeight,
            Length = plan.Length(input.Time),
        });
    }
}
