using LstmGen.Interchange.Onnx.Import;
using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Tests;

/// <summary>Names of an ONNX graph's layers, and which tensors are theirs.</summary>
public sealed class OnnxLayerNamesTests
{
    [Fact]
    public void A_problem_of_a_layer_is_not_one_of_a_layer_whose_name_goes_on()
    {
        static LayerDraft Draft(string name, string? problem) => new(
            new LayerSketch(LayerKind.Dense, name) { Problem = problem }, new OnnxNode("Gemm", [], []))
        {
            Tensors = (own, _) => [new WeightTensor(own + ".weight", SafetensorsType.F32, [1], new byte[4])],
        };
        (_, List<WeightTensor> tensors) = LayerNames.Finish([Draft("head", "strange"), Draft("head.0", null)]);
        Assert.Equal(
            [("head.weight", "strange"), ("head.0.weight", null)], tensors.Select(tensor => (tensor.Name, tensor.Problem)));
    }
}
