using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Lstm;

/// <summary>A long short-term memory layer.</summary>
internal sealed record LstmSpec(int Hidden) : RecurrentSpec(Hidden)
{
    public override string Kind => "Lstm";

    public override IReadOnlyList<string> ExtraStates => ["c"];

    public static LstmSpec Read(AttributeReader attribute) =>
        ReadShared(new LstmSpec(attribute.Size(0, "hidden")), attribute);

    public override RecurrentCell Cell(PlanBuilder plan, string prefix, string suffix, SequencePlan input)
    {
        var draw = new RecurrentInitialization(plan.Options, Hidden);
        return new LstmCell
        {
            Hidden = Hidden,
            InputWeight = plan.Parameter($"{prefix}.weight_ih_{suffix}", [4 * Hidden, input.Width], draw.Input(4, input.Width)),
            RecurrentWeight = plan.Parameter($"{prefix}.weight_hh_{suffix}", [4 * Hidden, Hidden], draw.Recurrent(4)),
            InputBias = Bias ? plan.Parameter($"{prefix}.bias_ih_{suffix}", [4 * Hidden], draw.Bias(one: 1)) : null,
            RecurrentBias = Bias ? plan.Parameter($"{prefix}.bias_hh_{suffix}", [4 * Hidden], draw.Bias()) : null,
        };
    }
}
