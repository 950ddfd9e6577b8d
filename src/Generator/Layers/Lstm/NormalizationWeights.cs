using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Lstm;

/// <summary>Gains and shift of a layer-normalised LSTM (Ba et al. 2016, arXiv:1607.06450).</summary>
/// <param name="Input">Gain of W_ih x, [gates * H].</param>
/// <param name="Recurrent">Gain of W_hh h, [gates * H].</param>
/// <param name="Cell">Gain of c, [H].</param>
/// <param name="CellShift">Shift of c, [H].</param>
internal sealed record NormalizationWeights(ParameterPlan Input, ParameterPlan Recurrent, ParameterPlan Cell, ParameterPlan CellShift)
{
    public IEnumerable<ParameterPlan> All => [Input, Recurrent, Cell, CellShift];

    public static NormalizationWeights Add(PlanBuilder plan, LstmSpec spec, string prefix, string suffix)
    {
        const string One = "draws.Fill(#, 1f);", Zero = "draws.Fill(#, 0f);";
        int rows = spec.GateCount * spec.Hidden;
        return new NormalizationWeights(
            plan.Parameter($"{prefix}.norm_ih_weight_{suffix}", [rows], One),
            plan.Parameter($"{prefix}.norm_hh_weight_{suffix}", [rows], One),
            plan.Parameter($"{prefix}.norm_c_weight_{suffix}", [spec.Hidden], One),
            plan.Parameter($"{prefix}.norm_c_bias_{suffix}", [spec.Hidden], Zero));
    }
}
