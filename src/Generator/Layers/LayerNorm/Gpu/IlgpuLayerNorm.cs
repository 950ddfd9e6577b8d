using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.LayerNorm;

/// <summary>Layer normalisation on a GPU: a group of threads takes the channels of one step of one row.</summary>
internal sealed class IlgpuLayerNorm(
    LayerNormPlan layer, float epsilon, SequencePlan input, SequencePlan output, ParameterPlan weight, ParameterPlan bias) : IlgpuLayer
{
    private string Time => $"ws.{input.Time}OnDevice";

    private string OutputGradient => $"ws.{output.Gradient}.View";

    private string InputPlaces => layer.Name + "InputPlaces";

    private string Places => layer.Name + "Places";

    private string Column => $"new GateColumn({output.Width}, 1, 0)";

    public override IEnumerable<string> Members =>
    [
        $"private static readonly RowPlaces {InputPlaces} = new({input.Channels}), {Places} = new({output.Channels});",
        $"private static readonly GateWeightLayout {layer.Name}Layout = new({output.Width}, 1, new Channels(1, 1), [0]);",
    ];

    public override IEnumerable<string> Forward => [$"{layer.Name}Forward(ws);"];

    public override IEnumerable<string> Backward => WhereWanted(
        input,
        $"Kernels.Normalizations.Backward({Time}.Pairs, {OutputGradient}, {View("Weights", weight)}, ws.{layer.Normalized}.View, "
            + $"{Places}, ws.{layer.Scale}.View, ws.{input.Gradient}.View, {InputPlaces});");

    public override IEnumerable<string> ParameterGradients =>
    [
        $"Kernels.Gates.AddUnitProducts({View("Gradients", weight)}, {Time}.Pairs, {OutputGradient}, {Column}, "
            + $"ws.{layer.Normalized}.View, {Column});",
        $"Kernels.Gates.AddBiasGradient({layer.Name}Layout, {View("Gradients", bias)}, {Time}.Pairs, {OutputGradient});",
    ];

    public override void Emit(CodeWriter w)
    {
        w.Summary($"Over the {input.Width} channels of each step: n = (x - mean) / sqrt(variance + {Literal.Of(epsilon).TrimEnd('f')}), "
            + $"y = n * {weight.Name} + {bias.Name}; 0 past a row's end.");
        using (w.Open($"private void {layer.Name}Forward(Workspace ws)"))
        {
            w.Line($"""
                ArrayView<float> y = ws.{output.Buffer}.View, normal = ws.Training ? ws.{layer.Normalized}.View : y; // only training keeps n
                Kernels.Normalizations.Forward({Time}.Pairs, {View(input)}, {InputPlaces}, normal, {Places}, {Literal.Of(epsilon)}, ws.{layer.Scale}.View);
                Kernels.Normalizations.ScaleAndShift({Time}.Layout, normal, {View("Weights", weight)}, {View("Weights", bias)}, {output.Stride}, y);
                """);
        }
    }
}
