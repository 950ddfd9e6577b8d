namespace LstmGen.Interchange.Onnx.Export;

/// <summary>Which steps are the rows' own, for all sequences of the same steps.</summary>
/// <param name="steps">Valid steps of each row, [B]; null where all rows are full.</param>
internal sealed class ExportTime(string? steps)
{
    private string? _mask;

    /// <summary>Valid steps of each row, [B]; null where all rows are full.</summary>
    public string? Steps => steps;

    /// <summary>Whether a step is one of the row's own, [T, B, 1]; null where all are.</summary>
    /// <param name="graph">The graph; not the body of a loop.</param>
    /// <param name="value">A sequence, [T, ..].</param>
    public string? Mask(GraphWriter graph, string value)
    {
        if (steps is null || _mask is not null)
            return _mask;
        string range = graph.Add("Range", [graph.Long(0), graph.Squeeze(graph.SizeOf(value, 0), 0), graph.Long(1)]);
        return _mask = graph.Unsqueeze(graph.Add("Less", [graph.Unsqueeze(range, 1), graph.Unsqueeze(steps, 0)]), 2);
    }
}
