using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>
/// A convolution over time. A row's own ends are padded with zeros wherever they lie in the batch; a causal one that can go on from a state
/// reads it in place of the zeros.
/// </summary>
internal sealed class Conv1dExport : ILayerExport
{
    public ExportSequence Apply(ExportScope scope, DeclaredElement element, ExportSequence input)
    {
        GraphWriter graph = scope.Graph;
        int filters = element.Int("Filters"), kernel = element.Int("Kernel"), stride = element.Int("Stride", 1);
        string padding = element.Word("Padding", "Valid"), prefix = scope.LayerPrefix(element);
        (int left, int zeros) = padding switch
        {
            "Valid" => (0, 0),
            "Same" => ((kernel - 1) / 2, kernel - 1),
            "Causal" => (kernel - 1, kernel - 1),
            _ =>
                throw new NotSupportedException(
                    $"Conv1d declares Padding = {padding}, which is not written as ONNX; Valid, Same and Causal are."),
        };
        string value = input.Zeroed(graph), state = prefix + ".past";
        if (scope.Description.States.Any(info => info.Name == state) && left > 0)
        {
            string past = scope.State(state, 0, left, 1, input.Width)
                ?? graph.Add("Expand", [graph.Float(0), graph.Concat(0, graph.Longs(left), scope.Batch, graph.Longs(input.Width))]);
            value = graph.Concat(0, past, value);
            scope.EndState(state, left, input.Width, Last(graph, input with { Value = value, Last = null }, left));
            (left, zeros) = (0, zeros - left);
        }

        // [T, B, C] as [B, C, T]
        string[] inputs = [graph.Transpose(value, 1, 2, 0), scope.Parameter(prefix + ".weight"),
            .. element.Bool("Bias", true) ? [scope.Parameter(prefix + ".bias")] : (string[])[]];
        string output = graph.Add(
            "Conv", inputs, OnnxAttribute.Of("kernel_shape", [kernel]), OnnxAttribute.Of("strides", [stride]),
            OnnxAttribute.Of("pads", left, zeros - left));
        output = Activations.Apply(graph, element.Word("Activation", "None"), graph.Transpose(output, 2, 0, 1));
        return new ExportSequence(output, filters, After(graph, input.Time, kernel, stride, padding == "Valid" ? 0 : kernel - 1));
    }

    // The last steps of each row, where the past stands before the row: those from its own length on.
    private static string Last(GraphWriter graph, ExportSequence all, int count)
    {
        if (all.Time.Steps is null)
            return graph.Slice(all.Value, -count, int.MaxValue, 0);
        string slots = graph.Unsqueeze(graph.Add("Range", [graph.Long(0), graph.Long(count), graph.Long(1)]), 1);
        return all.At(graph, graph.Sum(slots, graph.Unsqueeze(all.Time.Steps, 0)), rowAxis: 1);
    }

    // floor((steps + zeros - kernel) / stride) + 1
    private static ExportTime After(GraphWriter graph, ExportTime time, int kernel, int stride, int zeros)
    {
        if (zeros == kernel - 1 && stride == 1)
            return time;
        if (time.Steps is null)
            return new ExportTime(null);
        string moved = graph.Sum(time.Steps, graph.Long(zeros - kernel + stride));
        return new ExportTime(stride == 1 ? moved : graph.Add("Div", [moved, graph.Long(stride)]));
    }
}
