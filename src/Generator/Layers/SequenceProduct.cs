using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers;

/// <summary>
/// A product of every step of a sequence with one weight, y_t = W x_t + b, as part of a larger layer: its packed copies, and the statements
/// that run it over rows [rowBegin, rowEnd) of all steps.
/// </summary>
/// <param name="Name">Prefix of its packed copies.</param>
/// <param name="Weight">W, [outputs, inputs].</param>
/// <param name="Bias">b, or null.</param>
internal sealed partial record SequenceProduct(string Name, ParameterPlan Weight, ParameterPlan? Bias)
{
    public int Outputs => Weight.Shape[0];

    public int Stride => Layout.Pad(Outputs);

    private string GateLayoutText => $"GateLayout.Dense({Outputs})";

    /// <summary>The packed copies for inputs stored as <paramref name="channels"/>, and for their gradient where it is wanted.</summary>
    /// <param name="plan">Where to.</param>
    /// <param name="channels">C# expression for the inputs' layout.</param>
    /// <param name="inner">Channels that the product reads of a stored row.</param>
    /// <param name="stored">Stored values of the inputs' gradient.</param>
    /// <param name="input">The sequence whose gradient is wanted; null for always.</param>
    public void AddPacked(PlanBuilder plan, string channels, int inner, int stored, SequencePlan? input = null)
    {
        plan.PackMatrix(
            Weight, Name + "Weights", $"PackedMatrix.ForGates({GateLayoutText}, {inner})", $"{Weight.Comment} transposed",
            $"{Name}Weights.PackWeights(0, {Weight.Slice("parameters")}, {channels}, GateSlots.One);");
        if (Bias is not null)
        {
            plan.Pack(
                Name + "Bias", RuntimeNames.AlignedBuffer, $"new AlignedBuffer({Stride})", $"{Bias.Comment}, padded", false,
                $"PackedMatrix.PackBias({Name}Bias.Span, {GateLayoutText}, {Bias.Slice("parameters")}, GateSlots.One, add: false);");
        }

        string transposed = $"PackedMatrix.ForBackward({GateLayoutText}, {stored})",
            summary = $"{Weight.Comment} for the gradient of its input";
        string pack = $"{Name}Transposed.PackTransposed({Weight.Slice("parameters")}, {channels}, GateSlots.One);";
        if (input is null)
            plan.Pack(Name + "Transposed", RuntimeNames.PackedMatrix, transposed, summary, true, pack);
        else
            plan.PackForGradient(input, Name + "Transposed", RuntimeNames.PackedMatrix, transposed, summary, pack);
    }

    /// <summary>
    /// The loop over the steps of <c>time</c>, several at once where the rows are the whole batch; in scope of the body: <c>from</c>,
    /// <c>rows</c>.
    /// </summary>
    public static void EmitSteps(CodeWriter w, Action body)
    {
        using (w.Open("for (int t = 0; t < time.Steps; t += steps)"))
        {
            w.Line("int from = t * time.Batch + rowBegin, rows = (Math.Min(steps, time.Steps - t) - 1) * time.Batch + rowEnd - rowBegin;");
            body();
        }
    }

    /// <summary>The statement of the product of <c>rows</c> rows.</summary>
    /// <param name="input">Span from the first row on.</param>
    /// <param name="inputStride">Values from one row of it to the next.</param>
    /// <param name="output">Span of the outputs from the first row on.</param>
    /// <param name="rows">Number of rows.</param>
    public string Forward(string input, string inputStride, string output, string rows = "rows") =>
        $"PanelGemm.Multiply(ws.Packed.{Name}Weights, {rows}, {(Bias is null ? "default" : $"ws.Packed.{Name}Bias.Span")}, {input}, "
            + $"{inputStride}, {output}, {Stride}, accumulate: false);";

    /// <summary>The statement of the gradient of the inputs of <c>rows</c> rows.</summary>
    /// <param name="gradient">Span of the outputs' gradient from the first row on.</param>
    /// <param name="to">Span of the inputs' gradient from the first row on.</param>
    /// <param name="toStride">Values from one row of it to the next.</param>
    /// <param name="accumulate">Whether it is added.</param>
    /// <param name="rows">Number of rows.</param>
    public string Backward(string gradient, string to, string toStride, bool accumulate, string rows = "rows") =>
        $"PanelGemm.Multiply(ws.Packed.{Name}Transposed, {rows}, default, {gradient}, {Stride}, {to}, {toStride}, accumulate: "
            + $"{Literal.Of(accumulate)});";

    /// <summary>The statement that adds the gradients of weight and bias; in scope: <c>gradients</c>, <c>part</c>, <c>parts</c>.</summary>
    /// <param name="inputs">The inputs: span, stride and channels.</param>
    /// <param name="gradient">Span of the outputs' gradient.</param>
    /// <param name="pairs">Rows of both.</param>
    public string Gradients(string inputs, string gradient, string pairs) => WeightGradientCall.Of(
        Weight.Slice("gradients"), inputs, $"{GateLayoutText}, GateSlots.One, {gradient}, {Stride}", pairs,
        $"new GradientShare(part, parts, {Weight.Shape[1]})", Bias?.Slice("gradients") ?? "default");
}
