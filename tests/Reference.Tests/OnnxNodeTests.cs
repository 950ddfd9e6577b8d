using LstmGen.Reference.Golden;
using LstmGen.Reference.Onnx;

namespace LstmGen.Reference.Tests;

/// <summary>The reference reproduces the node conformance vectors of ONNX, which are in float.</summary>
public class OnnxNodeTests
{
    public static TheoryData<string> Cases => SharedFolder.Data is { } folder && Directory.Exists(Path.Combine(folder, "onnx-node"))
        ? [.. Directory.GetDirectories(Path.Combine(folder, "onnx-node")).Select(path => Path.GetFileName(path)!).Order()]
        : [];

    [DataTheory]
    [MemberData(nameof(Cases))]
    public void Final_state_is_the_operators(string name)
    {
        var onnx = OnnxNodeCase.Read(Path.Combine(SharedFolder.Data!, "onnx-node", name));
        var result = ReferenceRun.Compute(onnx.Model, onnx.Parameters, onnx.Data);

        var expected = onnx.Expected["Y_h"];
        Close.Assert("Y_h", expected.Values, result.FinalHidden[onnx.Model.Prefixes[0]], 1e-6);
    }
}
