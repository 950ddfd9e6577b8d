using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Inputs.ColumnEmbedding;

/// <summary>The columns of numbers on a GPU, run by run.</summary>
internal sealed class IlgpuFeatureColumns(List<(int From, int To, int Count)> runs, SequencePlan input, SequencePlan output) : IlgpuLayer
{
    public override IEnumerable<string> Forward =>
    [
        $"ws.{output.Buffer}.Clear();",
        .. runs.Select(
            run =>
                $"Kernels.Columns.Copy(ws.TimeOnDevice.Layout, {View(input)}, {input.Stride}, {run.From}, ws.{output.Buffer}.View, "
                    + $"{output.Stride}, {run.To}, {run.Count});"),
    ];

    public override IEnumerable<string> Backward =>
    [
        .. WhereWanted(input, $"ws.{input.Gradient}.Clear();"),
        .. runs.SelectMany(run => WhereWanted(
            input,
            $"Kernels.Columns.Copy(ws.TimeOnDevice.Layout, ws.{output.Gradient}.View, {output.Stride}, {run.To}, "
                + $"ws.{input.Gradient}.View, {input.Stride}, {run.From}, {run.Count});")),
    ];
}
