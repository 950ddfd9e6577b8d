using LstmGen.Interchange;
using LstmGen.Interchange.Structure;

namespace LstmGen.Tool.Running;

/// <summary>Computes a file's model in double precision, as plainly as its formulas: a second opinion, not a fast one.</summary>
internal sealed class SketchRunner
{
    private readonly IReadOnlyList<LayerSketch> _layers;
    private readonly Dictionary<string, WeightTensor> _tensors;

    private SketchRunner(IReadOnlyList<LayerSketch> layers, IEnumerable<WeightTensor> tensors)
    {
        _layers = layers;
        _tensors = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <exception cref="InterchangeException">The declaration has options that only a declared model computes.</exception>
    public static SketchRunner Of(ProposedModel model)
    {
        ModelSketch sketch = DeclarationSketch.Of(model.Canonical, model.Tensors);
        return sketch.NoChain is null ? new SketchRunner(sketch.Layers, model.Tensors) : throw new InterchangeException($"{model.File.Source}: {sketch.NoChain}.");
    }

    /// <summary>The outputs for a random sequence of <paramref name="steps"/> steps.</summary>
    public double[][] Run(int steps, int seed)
    {
        var random = new Random(seed);
        double[][] x = new double[steps][];
        LayerSketch first = _layers[0];
        for (int t = 0; t < steps; t++)
        {
            if (first.Kind == LayerKind.Embedding)
                x[t] = Row(Tensor($"{first.Name}.weight"), random.Next(first.Inputs), first.Units);
            else
                x[t] = [.. Enumerable.Range(0, first.Inputs).Select(_ => 2 * random.NextDouble() - 1)];
        }

        foreach (LayerSketch layer in _layers.Skip(1))
        {
            x = layer.Kind switch
            {
                LayerKind.Lstm or LayerKind.Gru or LayerKind.Rnn => RecurrentRunner.Run(layer, Tensor, x),
                LayerKind.Dense => Activated(layer, [.. x.Select(row => Product(Tensor($"{layer.Name}.weight"), layer.Bias ? Tensor($"{layer.Name}.bias") : null, row))]),
                LayerKind.Conv1d => Activated(layer, Convolution(layer, x)),
                LayerKind.LayerNorm => [.. x.Select(row => Normalised(layer, row))],
                LayerKind.Pooling => [[.. Enumerable.Range(0, x[0].Length).Select(i => layer.Pooling == "Max" ? x.Max(row => row[i]) : x.Average(row => row[i]))]],
                _ => x,
            };
            if (x.Length == 0)
                throw new InterchangeException($"layer '{layer.Name}' has no output for {steps} steps. Give more --steps.");
        }

        return x;
    }

    /// <summary>W x + b.</summary>
    public static double[] Product(double[] weight, double[]? bias, double[] x)
    {
        double[] y = new double[weight.Length / x.Length];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = bias?[i] ?? 0;
            for (int k = 0; k < x.Length; k++)
                y[i] += weight[i * x.Length + k] * x[k];
        }

        return y;
    }

    public static double Sigmoid(double a) => 1 / (1 + Math.Exp(-a));

    private double[] Tensor(string name) => [.. _tensors[name].ToSingles().Select(value => (double)value)];

    private static double[] Row(double[] table, int row, int size) => table[(row * size)..((row + 1) * size)];

    private double[] Normalised(LayerSketch layer, double[] row)
    {
        double mean = row.Average(), variance = row.Average(value => (value - mean) * (value - mean)), scale = 1 / Math.Sqrt(variance + layer.Epsilon);
        double[] gain = Tensor($"{layer.Name}.weight"), shift = Tensor($"{layer.Name}.bias");
        return [.. row.Select((value, i) => (value - mean) * scale * gain[i] + shift[i])];
    }

    private double[][] Convolution(LayerSketch layer, double[][] x)
    {
        double[] weight = Tensor($"{layer.Name}.weight");
        double[]? bias = layer.Bias ? Tensor($"{layer.Name}.bias") : null;
        int left = layer.Padding switch { "Same" => (layer.Kernel - 1) / 2, "Causal" => layer.Kernel - 1, _ => 0 };
        int right = layer.Padding == "Same" ? layer.Kernel - 1 - left : 0, inputs = x[0].Length;
        var y = new List<double[]>();
        for (int t = -left; t + layer.Kernel <= x.Length + right; t += layer.Stride)
        {
            double[] row = new double[layer.Units];
            for (int f = 0; f < row.Length; f++)
            {
                row[f] = bias?[f] ?? 0;
                for (int k = 0; k < layer.Kernel; k++)
                {
                    for (int i = 0; i < inputs && t + k >= 0 && t + k < x.Length; i++)
                        row[f] += weight[(f * inputs + i) * layer.Kernel + k] * x[t + k][i];
                }
            }

            y.Add(row);
        }

        return [.. y];
    }

    private static double[][] Activated(LayerSketch layer, double[][] rows) => layer.Activation switch
    {
        "Relu" => [.. rows.Select(row => Array.ConvertAll(row, value => Math.Max(0, value)))],
        "Tanh" => [.. rows.Select(row => Array.ConvertAll(row, Math.Tanh))],
        "Sigmoid" => [.. rows.Select(row => Array.ConvertAll(row, Sigmoid))],
        "Softmax" => [.. rows.Select(Softmax)],
        _ => rows,
    };

    private static double[] Softmax(double[] row)
    {
        double largest = row.Max();
        double[] powers = Array.ConvertAll(row, value => Math.Exp(value - largest));
        double sum = powers.Sum();
        return Array.ConvertAll(powers, value => value / sum);
    }
}
