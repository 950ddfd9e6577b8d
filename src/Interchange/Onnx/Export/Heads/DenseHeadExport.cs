using LstmGen.Interchange.Onnx.Export.Layers;
using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Heads;

/// <summary>A dense layer over pooled states or over every step, and a function that turns its outputs into what Predict gives.</summary>
/// <param name="meaning">What the outputs are.</param>
/// <param name="function">The operator; empty for the outputs themselves.</param>
internal class DenseHeadExport(string meaning, string function = "") : IHeadExport
{
    /// <summary>Whether raw outputs are given in any case.</summary>
    protected virtual bool AlwaysScores(DeclaredElement element) => false;

    public void Apply(ExportScope scope, DeclaredElement element, ExportSequence input)
    {
        GraphWriter graph = scope.Graph;
        string name = scope.NextHead();
        graph.Scope = scope.Prefix + name;
        element.Has("Outputs"); // a language model's are the embedding's
        element.Has("Blank");
        element.Has("PerTarget"); // outputs for one target: Predict gives all of them
        bool tied = element.Bool("TieWeights"), bias = element.Bool("Bias", true);
        string pooling = element.Word("Pooling", "Last");
        HeadInfo info = scope.Description.Heads.Single(head => head.Name == name);
        bool everyStep = pooling == "EveryStep";
        string read = everyStep ? input.Value : PooledInput.Pool(scope, pooling, name, input);
        string scores = tied ? Tied(scope, name, read, bias) : DenseExport.Linear(scope, name, read, bias);
        var raw = new ExportSequence(scores, info.Outputs, everyStep ? input.Time : new ExportTime(null));
        ExportSequence? finished = ToPrediction(scope, element, name, raw);
        HeadOutput.Add(scope, name, finished ?? raw, everyStep, meaning);
        if (finished is not null && (scope.Options.Scores || AlwaysScores(element)))
            HeadOutput.Add(scope, name + ".scores", raw, everyStep, "Raw outputs of the head.");
    }

    /// <summary>What Predict gives; null where that is the raw outputs.</summary>
    protected virtual ExportSequence? ToPrediction(ExportScope scope, DeclaredElement element, string name, ExportSequence raw) =>
        function switch
        {
            "" => null,
            "Softmax" => raw with { Value = scope.Graph.Add("Softmax", [raw.Value], OnnxAttribute.Of("axis", -1)) },
            _ => raw with { Value = scope.Graph.Add(function, [raw.Value]) },
        };

    // The output weights are the embedding table itself.
    private static string Tied(ExportScope scope, string name, string read, bool bias)
    {
        string product = scope.Graph.Add("MatMul", [read, scope.Graph.Transpose(scope.Table!, 1, 0)]);
        return bias ? scope.Graph.Sum(product, scope.Parameter(name + ".bias")) : product;
    }
}
