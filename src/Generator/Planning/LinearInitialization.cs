using System.Globalization;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Planning;

/// <summary>Statements that draw the parameters of a product without recurrence.</summary>
internal static class LinearInitialization
{
    /// <summary>nn.Linear and nn.Conv1d draw from uniform(-1/sqrt(inputs), 1/sqrt(inputs)); Keras draws Glorot's way.</summary>
    /// <param name="options">Says which.</param>
    /// <param name="inputs">Values that one output sees.</param>
    /// <param name="outputs">Values that one input reaches.</param>
    public static string Weight(ModelOptions options, int inputs, int outputs) => options.KerasInitialization
        ? $"draws.Glorot(#, {inputs}, {outputs});"
        : Uniform(inputs);

    public static string Bias(ModelOptions options, int inputs) => options.KerasInitialization ? "draws.Fill(#, 0f);" : Uniform(inputs);

    private static string Uniform(int inputs) =>
        $"draws.Uniform(#, {((float)(1 / Math.Sqrt(inputs))).ToString("R", CultureInfo.InvariantCulture)}f);";
}
