using LstmGen.Generator.Layers.Lstm;
using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Attention;

/// <summary>Attention before a recurrent layer on a GPU: a few kernels at every step of that layer.</summary>
internal sealed class IlgpuAttentionBefore(AttentionScorePlan score, RecurrentDirection layer, SequencePlan input, SequencePlan joined)
    : IlgpuAttention(score, $"new Channels(1, {score.Query})"), IIlgpuStepInput
{
    private int HiddenStride => layer.Cell.StateStride;

    private string Hidden => $"ws.{layer.Hidden}.View";

    private string Query => Score.Queries is null ? $"{Hidden}, {HiddenStride}" : $"ws.{Score.QueryBuffer}.View, {Score.Stride}";

    public override IEnumerable<string> Forward =>
        [.. KeyStatements,
            $"Kernels.Joined.Place({Time}.Layout, {View(input)}, {input.Channels}, ws.{joined.Buffer}.View, {joined.Stride}, 0);"];

    public override IEnumerable<string> Backward =>
    [
        .. KeyBackward,
        .. WhereWanted(
            input,
            $"Kernels.Joined.Take({Time}.Layout, ws.{joined.Gradient}.View, {joined.Stride}, 0, ws.{input.Gradient}.View, "
                + $"{input.Channels}, add: false);"),
    ];

    public override IEnumerable<string> ParameterGradients => ScoreGradients(Hidden);

    public void EmitForwardStep(CodeWriter w)
    {
        if (Score.Queries is { } queries)
            w.Line(
                queries.IlgpuForward(
                    "rows", HiddenStride, At(Hidden, HiddenStride), HiddenStride, At($"ws.{Score.QueryBuffer}.View", Score.Stride)));
        w.Line($"{Layer}.Forward(time.Layout, {Query}, {Vector}, ws.{joined.Buffer}.View.SubView({input.Width}), {joined.Stride}, t, 1); "
            + "// the context of step t, from h before it");
    }

    public void EmitBackwardHead(CodeWriter w) => w.Line($"ws.{Score.QueryGradient}.Clear();\n{Layer}.BeginBackward();");

    public void EmitBackwardStep(CodeWriter w)
    {
        RecurrentCell cell = layer.Cell;
        w.Line($"""
            Kernels.Products.MultiplyTransposed(rows, {cell.GateStride}, {joined.Stride}, {At($"ws.{cell.InputGates(layer)}.View", cell.GateStride)}, {cell.GateStride}, {layer.InputWeights}.View, {At($"ws.{joined.Gradient}.View", joined.Stride)}, {joined.Stride}, accumulate: false); // [dx dc]_t = da_t W_ih
            {Layer}.Backward(time.Layout, {Query}, {Vector}, ws.{joined.Gradient}.View.SubView({input.Width}), {joined.Stride}, {QueryGradient}, {Score.Stride}, t, 1);
            """);
        w.Line(Score.Queries is { } queries
            ? queries.IlgpuBackward(
                "rows", HiddenStride, At(QueryGradient, Score.Stride), $"ws.{layer.HiddenGradient}.View", HiddenStride, accumulate: true)
            : $"Kernels.Sequences.Copy({At(QueryGradient, Score.Stride)}, ws.{layer.HiddenGradient}.View, rows * "
                + $"{HiddenStride}, add: true);");
    }

    /// <summary>Why it cannot stand before a layer; null where it can.</summary>
    public static string? Fault(ModelOptions options, RecurrentSpec asking) =>
        options.Ilgpu && asking is LstmSpec { LayerNorm: true }
            ? "it stands before [Lstm] with LayerNorm, which a device normalises for all steps at once: remove LayerNorm or "
                + "Backends.Ilgpu, or put [Attention] after it"
            : null;

    private static string At(string view, int stride) => $"{view}.SubView(t * time.Batch * {stride})";
}
