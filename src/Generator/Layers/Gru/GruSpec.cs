using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.Gru;

/// <summary>A gated recurrent unit layer.</summary>
internal sealed record GruSpec(int Hidden) : RecurrentSpec(Hidden)
{
    /// <summary>Whether the reset gate acts after the recurrent product.</summary>
    public bool ResetAfter { get; init; } = true;

    public override string Kind => "Gru";

    public override IReadOnlyList<string> ExtraStates => [];

    public override IEnumerable<string> OptionNames => ResetAfter ? [] : ["reset before"];

    public static GruSpec Read(AttributeReader attribute) =>
        ReadShared(new GruSpec(attribute.Size(0, "hidden")) { ResetAfter = attribute.Get("ResetAfter", true) }, attribute);

    public override RecurrentCell Cell(PlanBuilder plan, string prefix, string suffix, SequencePlan input)
    {
        var weights = CellWeights.Add(plan, this, new RecurrentInitialization(plan.Options, Hidden), prefix, suffix, 3, input);
        return ResetAfter
            ? new GruCell
            {
                Hidden = Hidden, Spec = this, InputWeight = weights.Input, RecurrentWeight = weights.Recurrent,
                InputBias = weights.InputBias, RecurrentBias = weights.RecurrentBias,
            }
            : new ResetBeforeGruCell
            {
                Hidden = Hidden, Spec = this, InputWeight = weights.Input, RecurrentWeight = weights.Recurrent,
                InputBias = weights.InputBias, RecurrentBias = weights.RecurrentBias,
            };
    }
}
