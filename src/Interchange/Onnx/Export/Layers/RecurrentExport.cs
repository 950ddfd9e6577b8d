using System.Globalization;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>What all recurrent layers share: stacks, directions, merges, residuals and states.</summary>
internal abstract class RecurrentExport : ILayerExport
{
    public ExportSequence Apply(ExportScope scope, DeclaredElement element, ExportSequence input)
    {
        string prefix = scope.LayerPrefix(element);
        int layers = element.Int("Layers", 1), directions = element.Bool("Bidirectional") ? 2 : 1;
        string merge = element.Word("Merge", "Concatenate");
        bool residual = element.Bool("Residual");
        RecurrentCell cell = Cell(scope, element, prefix);
        int first = scope.LayerEnds.Count == 0 ? 0 : scope.LayerEnds[^1].Layer + 1;
        var starts = new string?[cell.States.Count];
        var ends = new List<string>[cell.States.Count];
        for (int s = 0; s < starts.Length; s++)
        {
            starts[s] = scope.State($"{prefix}.{cell.States[s].Name}", first, layers, directions, cell.States[s].Size);
            ends[s] = [];
        }

        for (int layer = 0; layer < layers; layer++)
        {
            // [directions, B, size] of each state
            string?[] from = [.. starts.Select(
                state => state is null || layers == 1 ? state : scope.Graph.Slice(state, layer * directions, (layer + 1) * directions, 0))];
            DirectionOutputs outputs = cell.Standard && input.Asking is null
                ? StandardNode.Add(scope, cell, layer, directions, input, from)
                : ScanNode.Add(scope, cell, layer, directions, input, from);
            for (int s = 0; s < ends.Length; s++)
            {
                ends[s].AddRange(outputs.Ends[s]);
                scope.LayerEnds.Add(new LayerEnd(cell.States[s].Name, first + layer, outputs.Ends[s]));
            }

            input = Join(scope.Graph, input, outputs, cell.OutputSize, merge, residual);
        }

        for (int s = 0; s < ends.Length; s++)
            scope.EndState(
                $"{prefix}.{cell.States[s].Name}", layers * directions, cell.States[s].Size, scope.Graph.Concat(0, [.. ends[s]]));
        return input;
    }

    /// <summary>The cell as it is declared.</summary>
    protected abstract RecurrentCell Cell(ExportScope scope, DeclaredElement element, string prefix);

    /// <summary>Ends of the names of parameters of one layer and direction.</summary>
    public static string Suffix(int layer, int direction) =>
        string.Create(CultureInfo.InvariantCulture, $"_l{layer}{(direction == 0 ? "" : "_reverse")}");

    private static ExportSequence Join(
        GraphWriter graph, ExportSequence input, DirectionOutputs outputs, int size, string merge, bool residual)
    {
        bool both = outputs.Values.Count == 2;
        int width = both && merge == "Concatenate" ? 2 * size : size;
        bool adds = residual && width == input.Width;
        string value = Merge(graph, merge, outputs.Values, axis: 2);
        ExportSequence before = input;
        return new ExportSequence(adds ? graph.Sum(value, input.Value) : value, width, input.Time)
        {
            Clean = !adds || input.Clean,
            Last = !both && !adds ? null : Last,
        };

        // Both directions at the end of their way: the forward one at the row's last step, the reverse one at the first.
        string Last()
        {
            string last = Merge(graph, merge, [.. outputs.Ends[0].Select(end => graph.Squeeze(end, 0))], axis: 1);
            return adds ? graph.Sum(last, before.LastStep(graph)) : last;
        }
    }

    private static string Merge(GraphWriter graph, string merge, IReadOnlyList<string> values, long axis)
    {
        if (values.Count == 1)
            return values[0];
        return merge switch
        {
            "Concatenate" => graph.Concat(axis, values[0], values[1]),
            "Sum" => graph.Sum(values[0], values[1]),
            "Average" => graph.Product(graph.Sum(values[0], values[1]), graph.Float(0.5f)),
            "Multiply" => graph.Product(values[0], values[1]),
            _ =>
                throw new NotSupportedException(
                    $"A layer declares Merge = {merge}, which is not written as ONNX; Concatenate, Sum, Average and Multiply are."),
        };
    }
}
