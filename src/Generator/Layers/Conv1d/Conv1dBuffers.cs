using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Conv1d;

/// <summary>Lays out a convolution's buffers and packed weights.</summary>
internal static class Conv1dBuffers
{
    public static void Add(PlanBuilder plan, Conv1dPlan layer)
    {
        SequencePlan input = layer.Input, output = layer.Output;
        Conv1dSpec spec = layer.Spec;
        if (layer.Padded)
        {
            string before = layer.Past is null ? "zeros" : "the steps before";
            plan.StepBuffer(
                layer.Store, input.Stride, $"{before}, x{(spec.Left < spec.Zeros ? ", zeros" : "")}", extraSteps: spec.Zeros,
                time: input.Time);
            if (layer.HasBackwardProduct)
                plan.StepBuffer(
                    layer.StoreGradient, input.Stride, "its gradient", trainingOnly: true, extraSteps: spec.Zeros, time: input.Time);
        }

        plan.Buffer(new BufferPlan(
            layer.Window, $"StepsPerProduct.MaxRows({output.Time}) * {layer.WindowStride}", $"[rows, {layer.WindowStride}]",
            $"the {spec.Kernel} steps that an output sees, side by side; the backward pass puts their gradient in their place",
            TrainingOnly: false)
        {
            DeviceLength = $"{output.Time}.Steps * {output.Time}.Batch * {layer.WindowStride}",
            DeviceShape = $"[T, B, {layer.WindowStride}]",
        });
        plan.Buffer(new BufferPlan(
            layer.TapSums, $"{spec.Filters * input.Width}", $"[{spec.Filters}, {input.Width}]", "gradient of one tap of the weight",
            TrainingOnly: true)
        {
            DeviceLength = $"{layer.Weight.Length}", DeviceShape = $"[{spec.Filters}, {spec.Kernel}, {input.Width}]",
        });
        plan.StepBuffer(output.Buffer, output.Stride, "outputs", time: output.Time);
        plan.StepBuffer(
            output.Gradient, output.Stride, "their gradient, then that of the pre-activations", trainingOnly: true, time: output.Time);
        AddPacked(plan, layer);
    }

    private static void AddPacked(PlanBuilder plan, Conv1dPlan layer)
    {
        SequencePlan input = layer.Input;
        int filters = layer.Spec.Filters, kernel = layer.Spec.Kernel;
        string name = layer.Name, layout = $"GateLayout.Dense({filters})";
        string weight = layer.Weight.Slice("parameters"), taps = $"{name}Taps.Span[..{layer.Weight.Length}]";
        plan.Pack(
            name + "Taps", RuntimeNames.AlignedBuffer, $"new AlignedBuffer({layer.Weight.Length})",
            $"{layer.Weight.Comment} as [{filters}, {kernel}, {input.Width}]", false,
            $"Convolution.TapsFirst({weight}, {input.Width}, {kernel}, {name}Taps.Span);");
        plan.PackMatrix(
            layer.Weight, name + "Weights", $"PackedMatrix.ForGates({layout}, {layer.WindowInner})",
            $"the taps below each other, [{layer.WindowInner}, {filters}]",
            $"{name}Weights.PackWeights(0, {taps}, {layer.WindowChannels}, GateSlots.One);");
        if (layer.Bias is { } bias)
        {
            plan.Pack(
                name + "Bias", RuntimeNames.AlignedBuffer, $"new AlignedBuffer({Layout.Pad(filters)})", $"{bias.Comment}, padded", false,
                $"PackedMatrix.PackBias({name}Bias.Span, {layout}, {bias.Slice("parameters")}, GateSlots.One, add: false);");
        }

        if (layer.HasBackwardProduct)
        {
            plan.Pack(
                name + "Transposed", RuntimeNames.PackedMatrix, $"PackedMatrix.ForBackward({layout}, {layer.WindowStride})",
                "the taps for the gradient of a window", true,
                $"{name}Transposed.PackTransposed({taps}, {layer.WindowChannels}, GateSlots.One);");
        }
    }
}
