using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>A function of every value.</summary>
internal sealed class ActivationExport : ILayerExport
{
    public ExportSequence Apply(ExportScope scope, DeclaredElement element, ExportSequence input)
    {
        string function = element.Word("Function", "None");
        if (function == "None")
            return input;
        return new ExportSequence(Of(input.Value), input.Width, input.Time)
        {
            Clean = input.Clean && function != "Sigmoid", // sigmoid(0) is not 0
            Last = input.Last is { } last ? () => Of(last()) : null,
        };

        string Of(string value) => Activations.Apply(scope.Graph, function, value);
    }
}
