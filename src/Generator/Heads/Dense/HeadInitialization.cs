using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>How the parameters of a linear layer are drawn.</summary>
internal static class HeadInitialization
{
    /// <summary>nn.Linear: weight and bias from uniform(-1/sqrt(inputs), 1/sqrt(inputs)); Keras: Glorot.</summary>
    public static string Draw(ModelOptions options, int inputs) => options.KerasInitialization
        ? $"draws.Glorot(#, {inputs});"
        : $"draws.Uniform(#, {Literal.Of((float)(1 / Math.Sqrt(inputs)))});";

    public static string DrawBias(ModelOptions options, int inputs) =>
        options.KerasInitialization ? "draws.Fill(#, 0f);" : Draw(options, inputs);
}
