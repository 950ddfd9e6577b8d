using LstmGen.Generator.Heads.Classification;
using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Tagging;

/// <summary>Softmax cross-entropy at every step; the greatest output decides.</summary>
internal sealed class TaggingHeadLoss(HeadPlacement site, TaggingSpec spec)
    : SoftmaxHeadLoss(spec.Outputs, spec.LabelSmoothing, spec.IgnoreIndex)
{
    private readonly string _decode = DecodeEmitter.Name(site, spec.Name is not null);

    public override void EmitMembers(CodeWriter w) => DecodeEmitter.Emit(
        w, site, _decode, "the likeliest tag of each step", new("tags", Counted: false),
        $"TagDecoding.Greatest({site.Workspace}, tags);");
}
