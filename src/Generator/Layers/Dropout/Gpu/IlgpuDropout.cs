using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Dropout;

/// <summary>Dropout on a GPU: the mask is drawn where it is used.</summary>
internal sealed class IlgpuDropout(DropoutSpec spec, uint stream, SequencePlan input, SequencePlan output) : IlgpuLayer
{
    public override IEnumerable<string> Forward =>
    [
        Apply(input, spec.Rate, stream, spec.SharedOverTime, View(input), $"ws.{output.Buffer}.View"),
        .. output.Last is { Wanted: true } last ? new[] { ApplyLast($"ws.{input.Last!.Buffer}.View", $"ws.{last.Buffer}.View") } : [],
    ];

    public override IEnumerable<string> Backward =>
    [
        .. WhereWanted(
            input,
            "{ "
                + Apply(input, spec.Rate, stream, spec.SharedOverTime, $"ws.{output.Gradient}.View", $"ws.{input.Gradient}.View")
                    .Replace("\n", " ") + " }"),
        .. output.Last is { Wanted: true } last ? new[] { ApplyLast($"ws.{last.Gradient}.View", $"ws.{input.Last!.Gradient}.View") } : [],
    ];

    /// <summary>The statement to = from * mask, or a copy where dropout does not act.</summary>
    public static string Apply(SequencePlan input, float rate, uint stream, bool shared, string from, string to)
    {
        string copy = from == to
            ? ""
            : $"\nelse\n    Kernels.Sequences.Copy({from}, {to}, ws.{input.Time}OnDevice.Pairs * {input.Stride}, add: false);";
        return $"if (ws.Dropout)\n    Kernels.Masks.Apply(ws.Mask({Literal.Of(rate)}, {stream}), ws.{input.Time}OnDevice.Layout, "
            + $"{Literal.Of(shared)}, {input.Stride}, {from}, {to});{copy}";
    }

    private string ApplyLast(string from, string to) =>
        $"if (ws.Dropout)\n    Kernels.Masks.ApplyLast(ws.Mask({Literal.Of(spec.Rate)}, {stream}), ws.{input.Time}OnDevice.Layout, "
            + $"{Literal.Of(spec.SharedOverTime)}, {input.Stride}, {from}, {to});\nelse\n"
            + $"    Kernels.Sequences.Copy({from}, {to}, ws.{input.Time}OnDevice.Batch * {input.Stride}, add: false);";
}
