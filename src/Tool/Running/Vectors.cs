namespace LstmGen.Tool.Running;

/// <summary>Products and functions of vectors in double precision.</summary>
internal static class Vectors
{
    /// <summary>W x + b, where W lies from <paramref name="from"/> on in <paramref name="weight"/>, row after row.</summary>
    public static double[] Product(double[] weight, double[]? bias, double[] x, int from = 0, int? rows = null)
    {
        double[] y = new double[rows ?? weight.Length / x.Length];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = bias?[from + i] ?? 0;
            for (int k = 0; k < x.Length; k++)
                y[i] += weight[((from + i) * x.Length) + k] * x[k];
        }

        return y;
    }

    public static double Sigmoid(double a) => 1 / (1 + Math.Exp(-a));

    public static double Dot(double[] a, double[] b) => a.Zip(b, (one, other) => one * other).Sum();

    public static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (one, other) => one + other)];

    public static double[] Times(double[] a, double[] b) => [.. a.Zip(b, (one, other) => one * other)];

    public static double[] Softmax(double[] row)
    {
        double largest = row.Max();
        double[] powers = Array.ConvertAll(row, value => Math.Exp(value - largest));
        double sum = powers.Sum();
        return Array.ConvertAll(powers, value => value / sum);
    }

    public static double LogSum(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double largest = all.Max();
        return largest + Math.Log(all.Sum(value => Math.Exp(value - largest)));
    }

    public static double[] Normalized(double[] row, double[] gain, double[]? shift, double epsilon)
    {
        double mean = row.Average(), variance = row.Average(value => (value - mean) * (value - mean)),
            scale = 1 / Math.Sqrt(variance + epsilon);
        return [.. row.Select((value, i) => ((value - mean) * scale * gain[i]) + (shift?[i] ?? 0))];
    }

    /// <summary>A function by its name in a declaration.</summary>
    public static double[] Activated(string function, double[] row) => function switch
    {
        "None" => row,
        "Relu" => Array.ConvertAll(row, value => Math.Max(0, value)),
        "Tanh" => Array.ConvertAll(row, Math.Tanh),
        "Sigmoid" => Array.ConvertAll(row, Sigmoid),
        "Softmax" => Softmax(row),
        _ =>
            throw new NotSupportedException(
                $"The model declares Activation = {function}, which this version does not compute. Use a newer lstmgen."),
    };
}
