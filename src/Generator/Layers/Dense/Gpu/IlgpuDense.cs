using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Dense;

/// <summary>A dense layer on a GPU: one product over the whole sequence forward, two backward.</summary>
internal sealed class IlgpuDense(
    string name, LayerActivation activation, SequencePlan input, SequencePlan output, ParameterPlan weight,
    ParameterPlan? bias) : IlgpuLayer
{
    private string Layout => name + "Layout";

    private string PackedWeights => name + "Weights";

    private string PackedBias => name + "Bias";

    private string Pairs => $"ws.{input.Time}OnDevice.Pairs";

    private string OutputGradient => $"ws.{output.Gradient}.View";

    public override IEnumerable<IlgpuBlock> Blocks =>
        [new(PackedWeights, $"{weight.Comment} transposed."), new(PackedBias, "Bias, padded; empty for none.")];

    public override IEnumerable<string> Members =>
        [$"private static readonly GateWeightLayout {Layout} = new({output.Size}, 1, {input.Channels}, [0]);"];

    public override IEnumerable<string> Pack
    {
        get
        {
            yield return $"Kernels.Gates.PackPanels({Layout}, {View("Weights", weight)}, {PackedWeights});";
            if (bias is not null)
                yield return $"Kernels.Gates.PackBias({Layout}, {View("Weights", bias)}, {PackedBias}, add: false);";
        }
    }

    public override IEnumerable<string> Forward =>
    [
        $"Kernels.Products.Multiply({Pairs}, {input.Stride}, {output.Stride}, {View(input)}, {input.Stride}, {PackedWeights}.View, "
            + $"{PackedBias}.View, ws.{output.Buffer}.View, {output.Stride});",
        .. activation.IlgpuForward(output),
    ];

    public override IEnumerable<string> Backward =>
    [
        .. activation.IlgpuBackward(output),
        .. WhereWanted(
            input,
            $"Kernels.Products.MultiplyTransposed({Pairs}, {output.Stride}, {input.Stride}, {OutputGradient}, {output.Stride}, "
                + $"{PackedWeights}.View, ws.{input.Gradient}.View, {input.Stride}, accumulate: false);"),
    ];

    public override IEnumerable<string> ParameterGradients
    {
        get
        {
            yield return $"Kernels.Gates.AddWeightGradient({Layout}, {View("Gradients", weight)}, {Pairs}, "
                + $"{View(input)}, {OutputGradient});";
            if (bias is not null)
                yield return $"Kernels.Gates.AddBiasGradient({Layout}, {View("Gradients", bias)}, {Pairs}, {OutputGradient});";
        }
    }
}
