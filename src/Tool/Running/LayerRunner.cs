using LstmGen.Interchange.Structure;

namespace LstmGen.Tool.Running;

/// <summary>Layers that are not recurrent.</summary>
internal static class LayerRunner
{
    public static Sequence Run(DeclaredPart part, Func<string, double[]?> tensor, Sequence input)
    {
        DeclaredElement element = part.Element;
        return element.Kind switch
        {
            "Dropout" => input,
            "Activation" => Function(row => Vectors.Activated(element.Word("Function", "None"), row)),
            "Dense" =>
                Each(
                    row =>
                        Vectors.Activated(
                            element.Word("Activation", "None"),
                            Vectors.Product(tensor($"{part.Name}.weight")!, tensor($"{part.Name}.bias"), row))),
            "LayerNorm" =>
                Each(
                    row =>
                        Vectors.Normalized(
                            row, tensor($"{part.Name}.weight")!, tensor($"{part.Name}.bias"), element.Float("Epsilon", 1e-5f))),
            "Conv1d" => new Sequence(Convolution(part, tensor, input.Steps)),
            "SelfAttention" => new Sequence(SelfAttention(part, tensor, input.Steps)),
            _ => throw new NotSupportedException(
                $"The model declares {element.Kind}, which reads another model. Compare such models in code: load both files, and "
                    + "compare what Predict gives."),
        };

        Sequence Each(Func<double[], double[]> layer) => new([.. input.Steps.Select(layer)]);

        // Of two directions the last state stays the last state, as the model has it.
        Sequence Function(Func<double[], double[]> function) => Each(function) with { End = input.End is { } end ? function(end) : null };
    }

    /// <summary>Joins what the layer before gives with an earlier sequence.</summary>
    public static Sequence Skip(DeclaredElement element, Sequence input, Sequence source)
    {
        string merge = element.Word("Merge", "Concatenate");
        return new([.. input.Steps.Zip(source.Steps, (x, s) => merge == "Concatenate" ? [.. x, .. s] : x.Zip(s, Of).ToArray())]);

        double Of(double x, double s) => merge switch
        {
            "Sum" => x + s,
            "Average" => (x + s) / 2,
            "Multiply" => x * s,
            _ =>
                throw new NotSupportedException(
                    $"The model declares Merge = {merge}, which this version does not compute. Use a newer lstmgen."),
        };
    }

    private static double[][] Convolution(DeclaredPart part, Func<string, double[]?> tensor, double[][] x)
    {
        DeclaredElement element = part.Element;
        double[] weight = tensor($"{part.Name}.weight")!;
        double[]? bias = tensor($"{part.Name}.bias");
        int kernel = element.Int("Kernel"), inputs = x[0].Length;
        string padding = element.Word("Padding", "Valid");
        int left = padding switch { "Same" => (kernel - 1) / 2, "Causal" => kernel - 1, _ => 0 },
            right = padding == "Same" ? kernel - 1 - left : 0;
        var y = new List<double[]>();
        for (int t = -left; t + kernel <= x.Length + right; t += element.Int("Stride", 1))
        {
            double[] row = new double[part.Outputs];
            for (int f = 0; f < row.Length; f++)
            {
                row[f] = bias?[f] ?? 0;
                for (int k = Math.Max(0, -t); k < kernel && t + k < x.Length; k++)
                {
                    for (int i = 0; i < inputs; i++)
                        row[f] += weight[(((f * inputs) + i) * kernel) + k] * x[t + k][i];
                }
            }

            y.Add(Vectors.Activated(element.Word("Activation", "None"), row));
        }

        return [.. y];
    }

    // softmax(q k / sqrt(size)) v for each head; the heads side by side, then one product.
    private static double[][] SelfAttention(DeclaredPart part, Func<string, double[]?> tensor, double[][] x)
    {
        DeclaredElement element = part.Element;
        int width = part.Inputs, heads = element.Int("Heads", 1), size = width / heads;
        bool causal = element.Bool("Causal"), residual = element.Bool("Residual");
        double[] weight = tensor($"{part.Name}.in_proj_weight")!, output = tensor($"{part.Name}.out_proj.weight")!;
        double[]? bias = tensor($"{part.Name}.in_proj_bias"), outputBias = tensor($"{part.Name}.out_proj.bias");
        double[][] all = [.. x.Select(row => Vectors.Product(weight, bias, row))];
        return [.. x.Select((row, t) =>
        {
            double[] joined = [.. Enumerable.Range(0, heads).SelectMany(head =>
            {
                double[][] seen = causal ? all[..(t + 1)] : all;
                double[] alpha =
                    Vectors.Softmax([.. seen.Select(other => Vectors.Dot(Of(all[t], 0, head), Of(other, 1, head)) / Math.Sqrt(size))]);
                return Enumerable.Range(0, size).Select(i => seen.Select((other, u) => alpha[u] * Of(other, 2, head)[i]).Sum());
            })];
            double[] y = Vectors.Product(output, outputBias, joined);
            return residual ? Vectors.Sum(y, row) : y;
        })];

        double[] Of(double[] projected, int kind, int head) =>
            projected[((kind * width) + (head * size))..((kind * width) + ((head + 1) * size))];
    }
}
