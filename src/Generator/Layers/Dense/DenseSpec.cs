using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Dense;

/// <summary>A fully connected layer at every step.</summary>
internal sealed record DenseSpec(int Size) : LayerSpec, IPlannable
{
    public LayerActivation Activation { get; init; }

    public bool Bias { get; init; } = true;

    [TrainingOnly]
    public string? Name { get; init; }

    public void Plan(PlanBuilder plan)
    {
        SequencePlan input = plan.Current;
        string name = plan.LayerName("Dense"), prefix = plan.Prefix("dense", Name);
        ParameterPlan weight = plan.Parameter(
            $"{prefix}.weight", [Size, input.Width], LinearInitialization.Weight(plan.Options, input.Width, Size));
        ParameterPlan? bias = Bias ? plan.Parameter($"{prefix}.bias", [Size], LinearInitialization.Bias(plan.Options, input.Width)) : null;
        AddPacked(plan, name, input, weight, bias);

        var output = new SequencePlan(name + "Output", 0, 1, Size, name + "OutputGradient", Time: input.Time);
        plan.StepBuffer(output.Buffer, output.Stride, "outputs", time: input.Time);
        plan.StepBuffer(
            output.Gradient, output.Stride, "their gradient, then that of the pre-activations", trainingOnly: true, time: input.Time);
        var row = new TableRow(
            $"Dense({Size}{Activation.Suffix()})", plan.Shape(output), weight.Length + (bias?.Length ?? 0), weight.Length);
        plan.Add(new DensePlan(name, row, Activation, input, output, weight, bias));
        plan.Current = output;
    }

    private void AddPacked(PlanBuilder plan, string name, SequencePlan input, ParameterPlan weight, ParameterPlan? bias)
    {
        string layout = $"GateLayout.Dense({Size})";
        plan.PackMatrix(
            weight, name + "Weights", $"PackedMatrix.ForGates({layout}, {input.Inner})", $"{weight.Comment} transposed",
            $"{name}Weights.PackWeights(0, {weight.Slice("parameters")}, {input.Channels}, GateSlots.One);");
        if (bias is not null)
        {
            plan.Pack(
                name + "Bias", RuntimeNames.AlignedBuffer, $"new AlignedBuffer({Layout.Pad(Size)})", $"{bias.Comment}, padded", false,
                $"PackedMatrix.PackBias({name}Bias.Span, {layout}, {bias.Slice("parameters")}, GateSlots.One, add: false);");
        }

        plan.PackForGradient(
            input, name + "Transposed", RuntimeNames.PackedMatrix, $"PackedMatrix.ForBackward({layout}, {input.Stride})",
            $"{weight.Comment} for the gradient of its input",
            $"{name}Transposed.PackTransposed({weight.Slice("parameters")}, {input.Channels}, GateSlots.One);");
    }
}
