using LstmGen.Generator.Layers.Dropout;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Reads every step, on a GPU.</summary>
internal sealed class IlgpuEveryStepInput(HeadPlacement site, float dropout, uint stream) : IlgpuHeadInput(site)
{
    public override string Rows => dropout > 0 ? $"ws.{Name}Dropped.View" : IlgpuLayer.View(Input);

    public override IEnumerable<string> Forward => dropout == 0 ? [] : [Mask(IlgpuLayer.View(Input), Rows)];

    public override IEnumerable<string> Backward(Func<string, bool, string> product) => dropout == 0
        ? IlgpuLayer.WhereWanted(Input, product($"ws.{Input.Gradient}.View", true))
        :
        [
            product($"ws.{Name}DroppedGradient.View", false), Mask($"ws.{Name}DroppedGradient.View", $"ws.{Name}DroppedGradient.View"),
            .. IlgpuLayer.WhereWanted(
                Input,
                $"Kernels.Sequences.Copy(ws.{Name}DroppedGradient.View, ws.{Input.Gradient}.View, {Time}.Pairs * "
                    + $"{Input.Stride}, add: true);"),
        ];

    private string Mask(string from, string to) => IlgpuDropout.Apply(Input, dropout, stream, shared: false, from, to);
}
