using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Attention;

// One object on a GPU too: the model calls it as a layer, the recurrent layer behind it at each step.
internal sealed partial class AttentionBeforePlan
{
    public override IlgpuLayer Ilgpu => OnDevice;

    IIlgpuStepInput IStepInput.Ilgpu => OnDevice;

    private IlgpuAttentionBefore OnDevice => new(score, _layer, input, joined);
}
