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

    public void Pack(LayerMemory memory, RecurrentDirection d)
    {
        foreach (string name in All.Select(Name))
            PackedVector.Add(memory, d, name, x => ((LstmCell)x.Cell).Peephole(name));
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
            string name = Name(weight), sum = d.Slice(name + "Place", "gradients", x => ((LstmCell)x.Cell).Peephole(name));
            w.Line($"UnitProducts.Accumulate({sum}, da, {d.GateStride}, new GateLayout({d.Units}, {cell.Gates.Count}, {gate}, 1), "
                + $"{(weight == Output ? after : before)}, {d.Stride}, GateLayout.Dense({d.Units}), pairs, panel, panelEnd);");
        }
    }

    /// <summary>Each vector and the slot of its gate.</summary>
    public IEnumerable<(ParameterPlan Weight, int Gate)> ByGate(RecurrentCell cell) =>
        All.Select((weight, index) => (weight, weight == Output ? cell.Gates.Count - 1 : index));

    /// <summary>The name of one of them in the packed weights, behind that of the direction.</summary>
    public string Name(ParameterPlan weight) => "Peephole" + char.ToUpperInvariant(Gate(weight));

    /// <summary>The vector with such a name.</summary>
    public ParameterPlan Named(string name) => All.Single(weight => Name(weight) == name);

    private char Gate(ParameterPlan weight) => weight == Input ? 'i' : weight == Output ? 'o' : 'f';
}
