using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.SelfAttention;

/// <summary>
/// Self-attention on a GPU: both products over the whole sequence, and kernels with a thread for each step of a head, or each channel,
/// between them.
/// </summary>
internal sealed class IlgpuSelfAttention(
    SelfAttentionPlan layer, SelfAttentionSpec spec, uint stream, SequencePlan input, SequencePlan output, SequenceProduct toHeads,
    SequenceProduct fromHeads)
    : IlgpuLayer
{
    private string Time => $"ws.{input.Time}OnDevice";

    private string Pairs => $"{Time}.Pairs";

    private string OnDevice => layer.Shape + "OnDevice";

    private string Mask => $"ws.Mask(ws.Dropout ? {Literal.Of(spec.Dropout)} : 0f, {stream})";

    public override IEnumerable<IlgpuBlock> Blocks => [.. toHeads.IlgpuBlocks, .. fromHeads.IlgpuBlocks];

    public override IEnumerable<string> Members =>
    [
        toHeads.IlgpuLayout(input.Channels), fromHeads.IlgpuLayout(output.Channels),
        $"private static DeviceAttentionShape {OnDevice} => new(Passes.{layer.Shape}, {toHeads.Stride}, {output.Stride});",
    ];

    public override IEnumerable<string> Pack => [.. toHeads.IlgpuPack, .. fromHeads.IlgpuPack];

    public override IEnumerable<string> Forward =>
    [
        toHeads.IlgpuForward(Pairs, input.Stride, View(input), input.Stride, $"ws.{layer.Projected}.View"),
        $"Kernels.SelfAttention.Forward(ws, {Time}.Layout, {OnDevice}, {Mask}, ws.{layer.Projected}.View, "
            + $"ws.{layer.Weights}.View, ws.{layer.Context}.View);",
        fromHeads.IlgpuForward(Pairs, output.Stride, $"ws.{layer.Context}.View", output.Stride, $"ws.{output.Buffer}.View"),
        $"if ({Time}.Ragged)\n    Kernels.Sequences.ClearEnded({Time}.Layout, ws.{output.Buffer}.View, {output.Stride}, 0);",
        .. spec.Residual
            ? [$"Kernels.Sequences.AddChannels({Time}.Layout, {View(input)}, {input.Channels}, "
                + $"ws.{output.Buffer}.View, {output.Channels});"]
            : Array.Empty<string>(),
    ];

    public override IEnumerable<string> SaveCache => layer.Cache is null ? [] :
        [$"SaveCache(destination, {input.Time}, Passes.{layer.Shape}, {layer.Projected}, {toHeads.Stride});"];

    public override IEnumerable<string> Backward =>
    [
        fromHeads.IlgpuBackward(
            Pairs, output.Stride, $"ws.{output.Gradient}.View", $"ws.{layer.ContextGradient}.View", output.Stride, accumulate: false),
        $"Kernels.SelfAttention.Backward({Time}.Layout, {OnDevice}, {Mask}, ws.{layer.Projected}.View, ws.{layer.Weights}.View, "
            + $"ws.{layer.ContextGradient}.View, ws.{layer.ProjectedGradient}.View);",
        .. WhereWanted(
            input,
            toHeads.IlgpuBackward(
                Pairs, input.Stride, $"ws.{layer.ProjectedGradient}.View", $"ws.{input.Gradient}.View", input.Stride, accumulate: false)),
        .. spec.Residual
            ? WhereWanted(
                input,
                $"Kernels.Sequences.AddChannels({Time}.Layout, ws.{output.Gradient}.View, {output.Channels}, "
                    + $"ws.{input.Gradient}.View, {input.Channels});")
            : [],
    ];

    public override IEnumerable<string> ParameterGradients =>
    [
        .. toHeads.IlgpuGradients(Pairs, View(input), $"ws.{layer.ProjectedGradient}.View"),
        .. fromHeads.IlgpuGradients(Pairs, $"ws.{layer.Context}.View", $"ws.{output.Gradient}.View"),
    ];
}
