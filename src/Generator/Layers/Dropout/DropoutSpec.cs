using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.Dropout;

/// <summary>Drops values while training.</summary>
[TrainingOnly]
internal sealed record DropoutSpec(float Rate, bool SharedOverTime) : LayerSpec, IPlannable
{
    public void Plan(PlanBuilder plan)
    {
        if (Rate == 0)
            return;
        SequencePlan input = plan.Current;
        string name = plan.LayerName("Dropout", out int number);
        SequencePlan output = input with
        {
            Buffer = name + "Output",
            Slot = 0,
            Gradient = input.GradientUse.IsNever ? "" : name + "OutputGradient",
            Last = input.Last is { } last ? new LastState(name, input.Stride, input.Time, last) : null,
        };
        plan.StepBuffer(output.Buffer, output.Stride, "what dropout left", time: input.Time);
        if (output.Gradient.Length > 0)
            plan.StepBuffer(output.Gradient, output.Stride, "its gradient", trainingOnly: true, time: input.Time);
        // Distinct streams give distinct masks to the layers of one model.
        plan.Add(new DropoutPlan(name, (uint)number + 1, this, input, output, plan.Shape(output)));
        plan.Current = output;
    }
}
