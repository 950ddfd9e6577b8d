using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Reads the mean over valid steps, on a GPU.</summary>
internal sealed class IlgpuMeanInput(HeadPlacement site, float dropout, uint stream) : IlgpuPooledInput(site, dropout, stream)
{
    protected override IEnumerable<string> Pool =>
        [$"Kernels.Pooling.Mean({Time}.Layout, {IlgpuLayer.View(Input)}, {Input.Stride}, {Rows}); // p = 1/n sum_t x_t"];

    protected override IEnumerable<string> Unpool => IlgpuLayer.WhereWanted(
        Input, $"Kernels.Pooling.MeanBackward({Time}.Layout, ws.{Name}PooledGradient.View, {Input.Stride}, ws.{Input.Gradient}.View);");
}
