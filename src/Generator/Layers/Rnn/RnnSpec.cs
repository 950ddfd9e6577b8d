using LstmGen.Generator.Equations;
using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Rnn;

/// <summary>An Elman layer (1990).</summary>
internal sealed record RnnSpec(int Hidden) : RecurrentSpec(Hidden)
{
    /// <summary>Whether the function is max(0, a) in place of tanh.</summary>
    public bool Relu { get; init; }

    public override string Kind => "Rnn";

    public override IReadOnlyList<string> ExtraStates => [];

    public override IEnumerable<string> OptionNames => Relu ? ["relu"] : [];

    public static RnnSpec Read(AttributeReader attribute) =>
        ReadShared(new RnnSpec(attribute.Size(0, "hidden")) { Relu = attribute.Get("Nonlinearity", 0) == 1 }, attribute);

    public override RecurrentCell Cell(PlanBuilder plan, string prefix, string suffix, SequencePlan input)
    {
        var weights = CellWeights.Add(plan, this, new RecurrentInitialization(plan.Options, Hidden), prefix, suffix, 1, input);
        string step = $"gate a both; output {(Relu ? "relu" : "tanh")}(a)";
        return new EquationCell(CellEquations.Read(step, ""), Zoneout > 0, [])
        {
            Hidden = Hidden,
            Spec = this,
            InputWeight = weights.Input,
            RecurrentWeight = weights.Recurrent,
            InputBias = weights.InputBias,
            RecurrentBias = weights.RecurrentBias,
        };
    }
}
