using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>The two weights and biases that every cell has.</summary>
internal sealed record CellWeights(ParameterPlan Input, ParameterPlan? Recurrent, ParameterPlan? InputBias, ParameterPlan? RecurrentBias)
{
    /// <summary>Adds them in PyTorch's order; the biases may have draws of their own.</summary>
    public static CellWeights Add(
        PlanBuilder plan, RecurrentSpec spec, RecurrentInitialization draw, string prefix, string suffix, int gates, SequencePlan input,
        string? inputBias = null, string? recurrentBias = null)
    {
        int rows = gates * spec.Hidden;
        return new CellWeights(
            plan.Parameter($"{prefix}.weight_ih_{suffix}", [rows, input.Width], draw.Input(gates, input.Width)),
            plan.Parameter($"{prefix}.weight_hh_{suffix}", [rows, spec.StateSize], draw.Recurrent(gates, spec.StateSize)),
            spec.Bias ? plan.Parameter($"{prefix}.bias_ih_{suffix}", [rows], inputBias ?? draw.Bias()) : null,
            spec.Bias ? plan.Parameter($"{prefix}.bias_hh_{suffix}", [rows], recurrentBias ?? draw.Bias()) : null);
    }
}
