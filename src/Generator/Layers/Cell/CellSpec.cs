using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Equations;
using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Cell;

/// <summary>A layer of cells whose equations their user wrote.</summary>
/// <param name="Hidden">Units per direction.</param>
/// <param name="Equations">The equations as canonical text.</param>
internal sealed record CellSpec(int Hidden, string Equations) : RecurrentSpec(Hidden)
{
    // What a layer at fault is laid out with, so that the model's signatures can be written.
    private const string Nothing = "gate a both; output a";

    /// <summary>The cell's class.</summary>
    [TrainingOnly]
    public string Title { get; init; } = "";

    /// <summary>Names of what the equations compute.</summary>
    [SameResults]
    public string Locals { get; init; } = "";

    public override string Kind => Title;

    public override IReadOnlyList<string> ExtraStates => Read().States;

    public static CellSpec Read(AttributeReader attribute)
    {
        (string name, string text, string locals) = EquationArgument.Cell(attribute) ?? ("Cell", Nothing, "");
        CellSpec spec = ReadShared(new CellSpec(attribute.Size(1, "hidden"), text), attribute) with { Title = name, Locals = locals };
        if (spec.RecurrentDropout == 0 || spec.Read().Gates.Any(gate => gate.Reads != GateReads.Input))
            return spec;
        attribute.Report(
            Descriptors.NoEffect, attribute.PropertyLocation("RecurrentDropout"), "Cell: RecurrentDropout",
            $"no gate of {name} multiplies h; remove it");
        return spec with { RecurrentDropout = 0 };
    }

    public override RecurrentCell Cell(PlanBuilder plan, string prefix, string suffix, SequencePlan input)
    {
        CellEquations cell = Read();
        var draw = new RecurrentInitialization(plan.Options, Hidden);
        int ofInput = cell.Gates.Count(gate => gate.ReadsInput), ofHidden = cell.Gates.Count(gate => gate.Reads != GateReads.Input);
        ParameterPlan inputWeight =
            plan.Parameter($"{prefix}.weight_ih_{suffix}", [ofInput * Hidden, input.Width], draw.Input(ofInput, input.Width));
        ParameterPlan? recurrentWeight = ofHidden == 0 ? null
            : plan.Parameter($"{prefix}.weight_hh_{suffix}", [ofHidden * Hidden, StateSize], draw.Recurrent(ofHidden, StateSize));
        ParameterPlan? inputBias = Bias ? plan.Parameter($"{prefix}.bias_ih_{suffix}", [ofInput * Hidden], draw.Bias()) : null;
        ParameterPlan? recurrentBias = Bias && ofHidden > 0
            ? plan.Parameter($"{prefix}.bias_hh_{suffix}", [ofHidden * Hidden], draw.Bias())
            : null;
        return new EquationCell(
            cell, Zoneout > 0,
            [.. cell.Weights.Select(
                weight => (weight, plan.Parameter($"{prefix}.weight_{weight.Name}_{suffix}", [Hidden], Draw(weight, draw))))])
        {
            Hidden = Hidden, Spec = this, InputWeight = inputWeight, RecurrentWeight = recurrentWeight, InputBias = inputBias,
            RecurrentBias = recurrentBias,
        };
    }

    private CellEquations Read() => CellEquations.Read(Equations, Locals);

    private static string Draw(CellWeight weight, RecurrentInitialization draw) => float.IsNaN(weight.Low) ? draw.Uniform
        : weight.Low == weight.High ? $"draws.Fill(#, {Literal.Of(weight.Low)});"
        : $"draws.Uniform(#, {Literal.Of(weight.Low)}, {Literal.Of(weight.High)});";
}
