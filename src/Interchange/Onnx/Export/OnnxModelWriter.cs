using LstmGen.CompilerServices;
using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export;

/// <summary>A model as an ONNX graph. The structure is read from the declaration in its description.</summary>
internal static class OnnxModelWriter
{
    // LayerNormalization is an operator since 17; files of 17 are read by ONNX Runtime since 1.12.
    private const long Opset = 17, IrVersion = 8;

    /// <summary>The producer in files.</summary>
    public const string Producer = "LstmGen";

    /// <exception cref="NotSupportedException">Something is declared that is not written.</exception>
    public static OnnxModel Write(IRecurrentModel model, OnnxExportOptions options)
    {
        ModelDescription description = model.Description;
        float[] values = model.Parameters.ToArray();
        var graph = new GraphWriter(description.Name, description.Table);
        string[] lines = description.Declaration.Split('\n');
        int decoder = Array.IndexOf(lines, "Decoder");
        if (lines[0] == "Encoder" && decoder > 0)
        {
            var encoder = new ExportScope(graph, description, values, "encoder.", options with { States = false });
            ExportSequence outputs = WriteBody(encoder, lines[1..decoder], heads: false);
            string bridge = lines[(decoder + 1)..].Select(DeclaredElement.Parse)
                .FirstOrDefault(element => element.Kind == "Source")?.Word("Bridge", "Copy") ?? "Copy";
            var writing = new ExportScope(graph, description, values, "decoder.", options)
            {
                Starts = new SourceStates(encoder, bridge),
                Source = () => ExportSource.Of(graph, outputs),
            };
            WriteBody(writing, lines[(decoder + 1)..], heads: true);
        }
        else
        {
            WriteBody(new ExportScope(graph, description, values, "", options), lines, heads: true);
        }

        return new OnnxModel(graph.Graph)
        {
            IrVersion = IrVersion,
            Opsets = new Dictionary<string, long> { [""] = Opset },
            Producer = Producer,
            ProducerVersion = typeof(OnnxModelWriter).Assembly.GetName().Version?.ToString(3) ?? "",
            Doc = $"{description.Name}, declared as:\n{description.Declaration}\n\n{description.Table}",
            Metadata = FileDeclaration.Metadata(description, options.Metadata, options.Names),
        };
    }

    private static ExportSequence WriteBody(ExportScope scope, IEnumerable<string> lines, bool heads)
    {
        ExportSequence? sequence = null;
        DeclaredElement[] elements = [.. lines.Select(DeclaredElement.Parse)];
        foreach ((int at, DeclaredElement element) in elements.Index())
        {
            scope.Next = at + 1 < elements.Length ? elements[at + 1].Kind : "";
            if (element.Kind == "Model")
            {
                // what it says changes how code is written and weights are drawn
            }
            else if (element.Kind == "Source")
            {
                scope.SourceWidth = element.Int("Width");
                element.Has("Name");
                element.Has("Bridge"); // a decoder alone starts from states that are given
            }
            else if (ElementExports.Inputs.TryGetValue(element.Kind, out IInputExport? input))
            {
                sequence = input.Apply(scope, element);
                scope.EndElement(sequence, isInput: true);
            }
            else if (ElementExports.Layers.TryGetValue(element.Kind, out ILayerExport? layer))
            {
                sequence = layer.Apply(scope, element, sequence!);
                scope.EndElement(sequence, isInput: element.Kind == "ColumnEmbedding");
            }
            else if (ElementExports.Heads.TryGetValue(element.Kind, out IHeadExport? head))
            {
                if (!heads)
                    continue;
                head.Apply(scope, element, sequence!);
            }
            else
            {
                throw new NotSupportedException(
                    $"{scope.Description.Name} declares {element.Kind}, which is not written as ONNX; what is: {ElementExports.Known}.");
            }

            element.RequireAllUsed();
        }

        return sequence!;
    }
}
