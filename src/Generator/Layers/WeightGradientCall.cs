namespace LstmGen.Generator.Layers;

/// <summary>The statement that adds the gradient of a product's weight, and of biases whose gradient is the sum of the same rows.</summary>
internal static class WeightGradientCall
{
    /// <param name="gradient">Where to add, a span expression.</param>
    /// <param name="inputs">Rows that the weight was multiplied with, their stride and channels.</param>
    /// <param name="sums">Layout and slots of the outputs' gradients, their rows and stride.</param>
    /// <param name="pairs">Number of rows.</param>
    /// <param name="share">The thread's share.</param>
    /// <param name="bias">Where to add the gradient of a bias, a span expression, or <c>default</c>.</param>
    /// <param name="second">The same of another one.</param>
    public static string Of(
        string gradient, string inputs, string sums, string pairs, string share, string bias = "default", string second = "default") =>
        $"""
        WeightGradient.Accumulate(
            new GradientInput({gradient}, {inputs}), default, {bias}, {second},
            {sums}, {pairs}, {share});
        """;
}
