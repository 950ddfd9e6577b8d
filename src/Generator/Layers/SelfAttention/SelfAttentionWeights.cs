using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.SelfAttention;

/// <summary>The parameters of a self-attention layer.</summary>
/// <param name="Input">in_proj_weight [3E, E]: rows of q, k and v.</param>
/// <param name="InputBias">in_proj_bias [3E], or null.</param>
/// <param name="Output">out_proj.weight [E, E].</param>
/// <param name="OutputBias">out_proj.bias [E], or null.</param>
internal sealed record SelfAttentionWeights(ParameterPlan Input, ParameterPlan? InputBias, ParameterPlan Output, ParameterPlan? OutputBias)
{
    public IEnumerable<ParameterPlan> All => new[] { Input, InputBias, Output, OutputBias }.OfType<ParameterPlan>();
}
