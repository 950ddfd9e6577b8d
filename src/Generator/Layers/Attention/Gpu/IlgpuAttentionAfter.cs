using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Attention;

/// <summary>Attention after a recurrent layer on a GPU: all steps at once.</summary>
internal sealed class IlgpuAttentionAfter(
    AttentionScorePlan score, SequencePlan input, SequencePlan joined, SequencePlan output, SequenceProduct? product)
    : IlgpuAttention(score, input.Channels)
{
    private string Query =>
        Score.Queries is null
            ? $"ws.{joined.Buffer}.View.SubView({Score.Source}), {joined.Stride}"
            : $"ws.{Score.QueryBuffer}.View, {Score.Stride}";

    public override IEnumerable<IlgpuBlock> Blocks => [.. base.Blocks, .. product?.IlgpuBlocks ?? []];

    public override IEnumerable<string> Members =>
        [.. base.Members, .. product is null ? Array.Empty<string>() : [product.IlgpuLayout(joined.Channels)]];

    public override IEnumerable<string> Pack => [.. base.Pack, .. product?.IlgpuPack ?? []];

    public override IEnumerable<string> Forward =>
    [
        .. KeyStatements,
        $"Kernels.Joined.Place({Time}.Layout, {View(input)}, {input.Channels}, ws.{joined.Buffer}.View, {joined.Stride}, {Score.Source});",
        .. Score.Queries is { } queries
            ? [queries.IlgpuForward($"{Time}.Pairs", input.Stride, View(input), input.Stride, $"ws.{Score.QueryBuffer}.View")]
            : Array.Empty<string>(),
        $"{Layer}.Forward({Time}.Layout, {Query}, {Vector}, ws.{joined.Buffer}.View, {joined.Stride}, 0, {Time}.Steps);",
        .. product is null ? [] : new[]
        {
            product.IlgpuForward($"{Time}.Pairs", joined.Stride, $"ws.{joined.Buffer}.View", joined.Stride, $"ws.{output.Buffer}.View"),
        }.Concat(LayerActivation.Tanh.IlgpuForward(output)),
    ];

    public override IEnumerable<string> Backward =>
    [
        .. product is null ? [] : LayerActivation.Tanh.IlgpuBackward(output).Append(
            product.IlgpuBackward(
                $"{Time}.Pairs", joined.Stride, $"ws.{output.Gradient}.View", $"ws.{joined.Gradient}.View", joined.Stride,
                accumulate: false)),
        $"{Layer}.BeginBackward();",
        $"{Layer}.Backward({Time}.Layout, {Query}, {Vector}, ws.{joined.Gradient}.View, {joined.Stride}, {QueryGradient}, "
            + $"{Score.Stride}, 0, {Time}.Steps);",
        .. KeyBackward,
        .. WhereWanted(
            input,
            $"Kernels.Joined.Take({Time}.Layout, ws.{joined.Gradient}.View, {joined.Stride}, {Score.Source}, ws.{input.Gradient}.View, "
                + $"{input.Channels}, add: false);"),
        .. WhereWanted(input, Score.Queries is { } queries
            ? queries.IlgpuBackward(
                $"{Time}.Pairs", input.Stride, QueryGradient, $"ws.{input.Gradient}.View", input.Stride, accumulate: true)
            : $"Kernels.Joined.Take({Time}.Layout, {QueryGradient}, {Score.Stride}, 0, ws.{input.Gradient}.View, "
                + $"{input.Channels}, add: true);"),
    ];

    public override IEnumerable<string> ParameterGradients =>
    [
        .. ScoreGradients(View(input)),
        .. product?.IlgpuGradients($"{Time}.Pairs", $"ws.{joined.Buffer}.View", $"ws.{output.Gradient}.View") ?? [],
    ];
}
