using LstmGen.Generator.Equations;
using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Gru;

/// <summary>A gated recurrent unit layer.</summary>
internal sealed record GruSpec(int Hidden) : RecurrentSpec(Hidden)
{
    // As PyTorch and cuDNN have it: q is the recurrent product of the candidate n, which r scales.
    private const string After =
        "gate r both; gate z both; gate n input; gate q hidden; previous h; let sigmoid(r); let sigmoid(z); "
        + "let tanh(add(n,multiply(#0,q))); output add(#2,multiply(#1,subtract(h,#2)))";

    // Cho et al. 2014 (arXiv:1406.1078): n reads r * h of all units, so a step takes two products.
    private const string Before =
        "gate r both; gate z both; gate n other; previous h; let sigmoid(r); let sigmoid(z); let tanh(n); "
        + "other multiply(#0,h); output add(#2,multiply(#1,subtract(h,#2)))";

    private const string Locals = "reset,update,candidate";

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
        return new EquationCell(CellEquations.Read(ResetAfter ? After : Before, Locals), Zoneout > 0, [])
        {
            Hidden = Hidden, Spec = this, InputWeight = weights.Input, RecurrentWeight = weights.Recurrent,
            InputBias = weights.InputBias, RecurrentBias = weights.RecurrentBias,
        };
    }
}
