using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.Activation;

/// <summary>A function of every value.</summary>
internal sealed record ActivationSpec(LayerActivation Function) : LayerSpec, IPlannable
{
    public void Plan(PlanBuilder plan)
    {
        if (Function == LayerActivation.None)
            return;
        SequencePlan input = plan.Current;
        string name = plan.LayerName("Activation");

        // Two directions stay two groups: the function of a last state is the last state of the outputs.
        SequencePlan output = input with
        {
            Buffer = name + "Output",
            Slot = 0,
            Gradient = input.GradientUse.IsNever ? "" : name + "OutputGradient",
            KeepsGradient = true,
            Last = input.Last is { } last ? new LastState(name, input.Stride, input.Time, last) : null,
        };
        plan.StepBuffer(output.Buffer, output.Stride, "outputs", time: input.Time);
        if (output.Gradient.Length > 0)
            plan.StepBuffer(output.Gradient, output.Stride, "gradient of the outputs", trainingOnly: true, time: input.Time);
        plan.Add(
            new ActivationPlan(
                name, new TableRow($"Activation({Function.ToString().ToLowerInvariant()})", plan.Shape(output), 0, 0), Function, input,
                output));
        plan.Current = output;
    }
}
