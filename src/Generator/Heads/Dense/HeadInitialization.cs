using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>How the parameters of a linear layer are drawn.</summary>
internal static class HeadInitialization
{
    /// <summary>nn.Linear: weight and bias from uniform(-1/sqrt(inputs), 1/sqrt(inputs)); Keras: Glorot.</summary>
    public static string Draw(ModelOptions options, int inputs) => options.KerasInitialization
        ? $"Initializer.Glorot(values, seed, stream, {inputs}, values.Length / {inputs});"
        : $"Initializer.Uniform(values, seed, stream, {Literal.Of((float)(1 / Math.Sqrt(inputs)))});";

    public static string DrawBias(ModelOptions options, int inputs) =>
        options.KerasInitialization ? "values.Clear();" : Draw(options, inputs);
}
