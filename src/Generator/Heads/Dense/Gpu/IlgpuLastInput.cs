using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Reads the last valid step of each row, on a GPU.</summary>
internal sealed class IlgpuLastInput(HeadPlacement site, float dropout, uint stream, int groups, int groupStride)
    : IlgpuPooledInput(site, dropout, stream)
{
    protected override IEnumerable<string> Pool => Input.Last is { } last
        ? [$"Kernels.Sequences.Copy(ws.{last.Buffer}.View, {Rows}, {Time}.Batch * {Input.Stride}, add: false);"]
        : [$"Kernels.Sequences.GatherLast({Time}.Layout, {IlgpuLayer.View(Input)}, {groups}, {groupStride}, {Rows});"];

    protected override IEnumerable<string> Unpool => IlgpuLayer.WhereWanted(Input, Input.Last is { } last
        ? $"Kernels.Sequences.Copy(ws.{Name}PooledGradient.View, ws.{last.Gradient}.View, {Time}.Batch * {Input.Stride}, add: true);"
        : $"Kernels.Sequences.ScatterLast({Time}.Layout, ws.{Name}PooledGradient.View, {groups}, {groupStride}, "
            + $"ws.{Input.Gradient}.View);");
}
