using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.LayerNorm;

/// <summary>Normalises the channels of each step.</summary>
internal sealed record LayerNormSpec(float Epsilon) : LayerSpec, IPlannable
{
    [TrainingOnly]
    public string? Name { get; init; }

    public void Plan(PlanBuilder plan)
    {
        SequencePlan input = plan.Current;
        string name = plan.LayerName("LayerNorm"), prefix = plan.Prefix("norm", Name);
        ParameterPlan weight = plan.Parameter($"{prefix}.weight", [input.Width], "draws.Fill(#, 1f);");
        ParameterPlan bias = plan.Parameter($"{prefix}.bias", [input.Width], "draws.Fill(#, 0f);");

        // Both directions of a bidirectional layer become one group of channels.
        var output = new SequencePlan(name + "Output", 0, 1, input.Width, name + "OutputGradient", Time: input.Time);
        var plans = new LayerNormPlan(
            name, new TableRow("LayerNorm", plan.Shape(output), weight.Length + bias.Length, 0), Epsilon, input, output, weight, bias);
        plan.PackCopy(plans.Weight, weight);
        plan.PackCopy(plans.Bias, bias);
        plan.StepBuffer(output.Buffer, output.Stride, "outputs", time: input.Time);
        plan.StepBuffer(
            plans.Normalized, output.Stride, "the channels at mean 0 and variance 1; the backward pass multiplies them by dy",
            trainingOnly: true, time: input.Time);
        plan.StepBuffer(plans.Scale, 1, "1 / sqrt(variance + epsilon)", trainingOnly: true, time: input.Time);
        plan.StepBuffer(output.Gradient, output.Stride, "gradient of the outputs", trainingOnly: true, time: input.Time);
        plan.Add(plans);
        plan.Current = output;
    }
}
