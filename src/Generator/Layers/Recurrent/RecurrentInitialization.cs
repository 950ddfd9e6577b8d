using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Statements that draw a recurrent layer's parameters.</summary>
internal sealed class RecurrentInitialization(ModelOptions options, int hidden)
{
    /// <summary>PyTorch draws every parameter of a recurrent module from uniform(-1/sqrt(H), 1/sqrt(H)).</summary>
    public string Uniform { get; } = $"Initializer.Uniform(values, seed, stream, {Literal.Of((float)(1 / Math.Sqrt(hidden)))});";

    public string Input(int gates, int inputs) => Glorot(inputs, gates * hidden);

    public string Recurrent(int gates, int width) =>
        options.KerasInitialization ? $"Initializer.Orthogonal(values, seed, stream, {gates * hidden}, {width});" : Uniform;

    public string Glorot(int inputs, int outputs) =>
        options.KerasInitialization ? $"Initializer.Glorot(values, seed, stream, {inputs}, {outputs});" : Uniform;

    /// <summary>A bias; under Keras' rules zero, but for gate number <paramref name="one"/>, which starts at 1.</summary>
    public string Bias(int? one = null)
    {
        if (!options.KerasInitialization)
            return Uniform;
        return one is { } gate ? "values.Clear(); " + Fill(gate, 1f) : "values.Clear();";
    }

    /// <summary>Sets gate number <paramref name="gate"/> of a bias.</summary>
    public string Fill(int gate, float value) => $"values.Slice({gate * hidden}, {hidden}).Fill({Literal.Of(value)});";
}

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
