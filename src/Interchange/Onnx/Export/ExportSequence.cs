namespace LstmGen.Interchange.Onnx.Export;

/// <summary>A batch of sequences between two layers: [T, B, width].</summary>
/// <param name="Value">The value's name.</param>
/// <param name="Width">Values a step.</param>
/// <param name="Time">Which steps are the rows' own.</param>
internal sealed record ExportSequence(string Value, int Width, ExportTime Time)
{
    /// <summary>Whether padded steps are zero already.</summary>
    public bool Clean { get; init; }

    /// <summary>
    /// What a head reads as the last step where that is not simply the row's last, [B, width]: both directions of a recurrent layer.
    /// </summary>
    public Func<string>? Last { get; init; }

    /// <summary>
    /// Attention before a recurrent layer: adds nodes to the body of the layer's loop that give the context for its h, [B, H] to [B,
    /// context], which joins the layer's input; null for none.
    /// </summary>
    public Func<GraphWriter, string, string>? Asking { get; init; }

    /// <summary>Whether a step is one of the row's own, [T, B, 1]; null where all are.</summary>
    public string? Mask(GraphWriter graph) => Time.Mask(graph, Value);

    /// <summary>The values with zero at padded steps.</summary>
    public string Zeroed(GraphWriter graph) =>
        Clean || Mask(graph) is not { } mask ? Value : graph.Add("Where", [mask, Value, graph.Float(0)]);

    /// <summary>The values of each row's last step, [B, width].</summary>
    public string LastStep(GraphWriter graph) =>
        Time.Steps is null ? graph.Pick(Value, -1, 0) : At(graph, graph.Add("Sub", [Time.Steps, graph.Long(1)]), rowAxis: 0);

    /// <summary>The values at given steps: [.., B] gives [.., B, width].</summary>
    public string At(GraphWriter graph, string steps, long rowAxis)
    {
        string batch = graph.Squeeze(graph.SizeOf(Value, 1), 0);
        string rows = graph.Add("Range", [graph.Long(0), batch, graph.Long(1)]);
        if (rowAxis > 0)
            rows = graph.Add("Expand", [rows, graph.Add("Shape", [steps])]);
        string places = graph.Concat(rowAxis + 1, graph.Unsqueeze(steps, rowAxis + 1), graph.Unsqueeze(rows, rowAxis + 1));
        return graph.Add("GatherND", [Value, places]);
    }
}
