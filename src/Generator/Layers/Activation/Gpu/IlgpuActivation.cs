using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Activation;

/// <summary>A function of every value on a GPU.</summary>
internal sealed class IlgpuActivation(LayerActivation function, SequencePlan input, SequencePlan output) : IlgpuLayer
{
    private string Time => $"ws.{input.Time}OnDevice";

    private string Function => $"global::LstmGen.Activation.{function}";

    public override IEnumerable<string> Forward =>
    [
        $"Kernels.Activations.Forward({Function}, {Time}.Layout, {output.Channels}, {View(input)}, ws.{output.Buffer}.View);",
        .. output.Last is { Wanted: true } last
            ? [$"Kernels.Activations.ForwardRows({Function}, {Time}.Batch, {output.Channels}, "
                + $"ws.{input.Last!.Buffer}.View, ws.{last.Buffer}.View);"]
            : Array.Empty<string>(),
    ];

    public override IEnumerable<string> Backward =>
    [
        .. WhereWanted(
            input,
            "{ " + Derive($"{Time}.Pairs * {output.Stride}", $"ws.{output.Gradient}", $"ws.{output.Buffer}", $"ws.{input.Gradient}")
                + " }"),
        .. output.Last is { Wanted: true } last
            ? [Derive($"{Time}.Batch * {last.Stride}", $"ws.{last.Gradient}", $"ws.{last.Buffer}", $"ws.{input.Last!.Gradient}")]
            : Array.Empty<string>(),
    ];

    private string Derive(string count, string dy, string y, string dx) =>
        $"Kernels.Sequences.Copy({dy}.View, {dx}.View, {count}, add: false); Kernels.Activations.Backward({Function}, "
            + $"{count}, {dx}.View, {y}.View);";
}
