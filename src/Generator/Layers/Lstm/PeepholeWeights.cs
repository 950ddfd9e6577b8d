using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Lstm;

/// <summary>The diagonal weights through which gates see the cell (Gers and Schmidhuber 2000), [H] each.</summary>
/// <param name="Input">w_ci: the input gate sees c_(t-1).</param>
/// <param name="Forget">w_cf: the forget gate sees c_(t-1); null where gates are coupled.</param>
/// <param name="Output">w_co: the output gate sees c'.</param>
internal sealed record PeepholeWeights(ParameterPlan Input, ParameterPlan? Forget, ParameterPlan Output)
{
    public IEnumerable<ParameterPlan> All => new[] { Input, Forget, Output }.OfType<ParameterPlan>();

    public static PeepholeWeights Add(PlanBuilder plan, LstmSpec spec, RecurrentInitialization draw, string prefix, string suffix)
    {
        string uniform = draw.Uniform;
        return new PeepholeWeights(
            plan.Parameter($"{prefix}.weight_ci_{suffix}", [spec.Hidden], uniform),
            spec.CoupledGates ? null : plan.Parameter($"{prefix}.weight_cf_{suffix}", [spec.Hidden], uniform),
            plan.Parameter($"{prefix}.weight_co_{suffix}", [spec.Hidden], uniform));
    }

    public void Pack(PlanBuilder plan, RecurrentDirection d)
    {
        foreach (ParameterPlan weight in All)
            PackedVector.Add(plan, d, Name(weight), weight);
    }

    /// <summary>The vectors as the passes read them: <c>wci</c>, <c>wcf</c>, <c>wco</c>.</summary>
    public IEnumerable<CellOperand> Operands(RecurrentDirection d) =>
        All.Select(weight => PackedVector.Operand(d, "wc" + Gate(weight), Name(weight)));

    /// <summary>Statements dw += sum over t and rows of da * c.</summary>
    /// <param name="w">The writer.</param>
    /// <param name="d">The direction.</param>
    /// <param name="before">c before each step, an expression.</param>
    /// <param name="after">c' of each step.</param>
    public void EmitGradients(CodeWriter w, RecurrentDirection d, string before, string after)
    {
        RecurrentCell cell = d.Cell;
        foreach ((ParameterPlan weight, int gate) in ByGate(cell))
        {
            w.Line($"UnitProducts.Accumulate({weight.Slice("gradients")}, da, {cell.GateStride}, new GateLayout({cell.Hidden}, {cell.Gates.Count}, {gate}, 1), {(weight == Output ? after : before)}, {cell.Stride}, GateLayout.Dense({cell.Hidden}), pairs, panel, panelEnd);");
        }
    }

    /// <summary>Each vector and the slot of its gate.</summary>
    public IEnumerable<(ParameterPlan Weight, int Gate)> ByGate(RecurrentCell cell) =>
        All.Select((weight, index) => (weight, weight == Output ? cell.Gates.Count - 1 : index));

    /// <summary>The name of one of them in the packed weights, behind that of the direction.</summary>
    public string Name(ParameterPlan weight) => "Peephole" + char.ToUpperInvariant(Gate(weight));

    private char Gate(ParameterPlan weight) => weight == Input ? 'i' : weight == Output ? 'o' : 'f';
}
