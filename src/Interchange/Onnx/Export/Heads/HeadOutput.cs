using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Export.Heads;

/// <summary>Gives a head's values to the outside, batch first, with zero past a row's end.</summary>
internal static class HeadOutput
{
    public static void Add(ExportScope scope, string name, ExportSequence values, bool everyStep, string meaning)
    {
        GraphWriter graph = scope.Graph;
        if (!everyStep)
        {
            graph.Output(name, values.Value, OnnxType.Float, $"{meaning} [batch, {values.Width}]", "batch", values.Width);
            return;
        }

        graph.Output(
            name, graph.Transpose(values.Zeroed(graph), 1, 0, 2), OnnxType.Float,
            $"{meaning} [batch, steps, {values.Width}], zero past a row's end",
            "batch", graph.Scope + ".steps", values.Width);
    }
}
