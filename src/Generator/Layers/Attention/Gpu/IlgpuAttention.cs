using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Attention;

/// <summary>
/// What both kinds of attention to a source have on a GPU: keys by one product of the whole source, and the weights of the score.
/// </summary>
internal abstract class IlgpuAttention(AttentionScorePlan score, string queryChannels) : IlgpuLayer
{
    protected AttentionScorePlan Score => score;

    protected const string Time = "ws.TimeOnDevice";

    protected string Layer => $"ws.{score.Name}";

    /// <summary>v, or an empty view.</summary>
    protected string Vector => score.Vector is { } vector ? View("Weights", vector) : "ArrayView<float>.Empty";

    protected string QueryGradient => $"ws.{score.QueryGradient}.View";

    private int SourceStride => Layout.Pad(score.Source);

    private string VectorLayout => score.Name + "VectorLayout";

    public override IEnumerable<IlgpuBlock> Blocks => [.. score.Keys?.IlgpuBlocks ?? [], .. score.Queries?.IlgpuBlocks ?? []];

    public override IEnumerable<string> Members =>
    [
        .. score.Keys is { } keys ? [keys.IlgpuLayout($"new Channels(1, {score.Source})")] : Array.Empty<string>(),
        .. score.Queries is { } queries ? [queries.IlgpuLayout(queryChannels)] : Array.Empty<string>(),
        .. score.Vector is null
            ? []
            : new[] { $"private static readonly GateWeightLayout {VectorLayout} = new({score.Size}, 1, new Channels(1, 1), [0]);" },
    ];

    public override IEnumerable<string> Pack => [.. score.Keys?.IlgpuPack ?? [], .. score.Queries?.IlgpuPack ?? []];

    /// <summary>Expression that makes the layer's part of a workspace; in scope: <c>model</c>.</summary>
    public static string Create(string settings) => $"new DeviceSourceAttention(this, model.Device, {settings})";

    /// <summary>The keys, which a stream has from its first step on, until the weights change.</summary>
    protected IEnumerable<string> KeyStatements => score.Keys is { } keys
        ? ["if (ws.ProjectsKeys)\n    "
            + keys.IlgpuForward(
                "ws.SourceOnDevice.Pairs", SourceStride, "ws.SourceOnDevice.Outputs.View", SourceStride, $"{Layer}.Keys.View")]
        : [];

    /// <summary>Back from the keys to the source.</summary>
    protected IEnumerable<string> KeyBackward => score.Keys is { } keys
        ? [keys.IlgpuBackward(
            "ws.SourceOnDevice.Pairs", SourceStride, $"{Layer}.KeyGradient.View", "ws.SourceOnDevice.Gradient.View", SourceStride,
            accumulate: true)]
        : [];

    /// <summary>Gradients of the score's parameters, given the queries.</summary>
    protected IEnumerable<string> ScoreGradients(string queries) =>
    [
        .. score.Queries?.IlgpuGradients($"{Time}.Pairs", queries, QueryGradient) ?? [],
        .. score.Keys?.IlgpuGradients("ws.SourceOnDevice.Pairs", "ws.SourceOnDevice.Outputs.View", $"{Layer}.KeyGradient.View") ?? [],
        .. score.Vector is { } vector
            ? [$"Kernels.Gates.AddBiasGradient({VectorLayout}, {View("Gradients", vector)}, ws.SourceOnDevice.Layout.Rows, "
                + $"{Layer}.VectorGradient.View);"]
            : Array.Empty<string>(),
    ];
}
