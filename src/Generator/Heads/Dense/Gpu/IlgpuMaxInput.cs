using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Reads each channel's maximum over valid steps, on a GPU.</summary>
/// <param name="site">The head.</param>
/// <param name="dropout">Rate of dropout.</param>
/// <param name="stream">Stream of its masks.</param>
/// <param name="steps">Buffer of the steps that have the maxima.</param>
internal sealed class IlgpuMaxInput(HeadPlacement site, float dropout, uint stream, string steps) : IlgpuPooledInput(site, dropout, stream)
{
    protected override IEnumerable<string> Pool =>
        [$"Kernels.Pooling.Max({Time}.Layout, {IlgpuLayer.View(Input)}, {Input.Stride}, {Rows}, "
            + $"ws.{steps}.View); // p = max_t x_t"];

    protected override IEnumerable<string> Unpool => IlgpuLayer.WhereWanted(
        Input,
        $"Kernels.Pooling.MaxBackward({Time}.Layout, ws.{Name}PooledGradient.View, ws.{steps}.View, {Input.Stride}, "
            + $"ws.{Input.Gradient}.View);");
}
