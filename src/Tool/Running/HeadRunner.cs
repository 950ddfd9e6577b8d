using LstmGen.Interchange.Structure;

namespace LstmGen.Tool.Running;

/// <summary>What a head gives: one row, or one for each step.</summary>
internal static class HeadRunner
{
    public static double[][] Run(DeclaredPart part, Func<string, double[]?> tensor, Sequence input, double[]? table)
    {
        DeclaredElement element = part.Element;
        if (element.Kind == "SequenceOutput")
            return input.Steps;
        double[][] read = part.Pooling switch
        {
            "EveryStep" => input.Steps,
            "Mean" => [[.. Enumerable.Range(0, part.Inputs).Select(i => input.Steps.Average(step => step[i]))]],
            "Max" => [[.. Enumerable.Range(0, part.Inputs).Select(i => input.Steps.Max(step => step[i]))]],
            "Attention" => [Attended(part, tensor, input.Steps)],
            _ => [input.Last],
        };
        double[] weight = element.Bool("TieWeights") ? table! : tensor($"{part.Name}.weight")!;
        double[]? bias = tensor($"{part.Name}.bias");
        double[][] raw = [.. read.Select(step => Vectors.Product(weight, bias, step))];
        return element.Kind switch
        {
            "Regression" => raw,
            "MultiLabel" => [.. raw.Select(row => Vectors.Activated("Sigmoid", row))],
            "Tagging" when element.Bool("Crf") => Marginals(part.Name, tensor, raw),
            _ => [.. raw.Select(Vectors.Softmax)],
        };
    }

    // alpha = softmax over t of (w h_t + b); sum over t of alpha_t h_t
    private static double[] Attended(DeclaredPart part, Func<string, double[]?> tensor, double[][] steps)
    {
        double[] weight = tensor($"{part.Name}.attention.weight")!, bias = tensor($"{part.Name}.attention.bias")!;
        double[] alpha = Vectors.Softmax([.. steps.Select(step => Vectors.Dot(weight, step) + bias[0])]);
        return [.. Enumerable.Range(0, part.Inputs).Select(i => steps.Select((step, t) => alpha[t] * step[i]).Sum())];
    }

    // Probabilities of tags over all paths of a linear-chain CRF, by forward and backward scores.
    private static double[][] Marginals(string name, Func<string, double[]?> tensor, double[][] x)
    {
        double[] transitions = tensor($"{name}.transitions")!, start = tensor($"{name}.start_transitions")!,
            end = tensor($"{name}.end_transitions")!;
        int tags = start.Length;
        IEnumerable<int> all = Enumerable.Range(0, tags);
        double[][] alpha = new double[x.Length][], beta = new double[x.Length][];
        for (int t = 0; t < x.Length; t++)
            alpha[t] = [.. all.Select(
                j => x[t][j] + (t == 0 ? start[j] : Vectors.LogSum(all.Select(i => alpha[t - 1][i] + transitions[(i * tags) + j]))))];
        for (int t = x.Length - 1; t >= 0; t--)
            beta[t] = [.. all.Select(
                i =>
                    t == x.Length - 1
                        ? end[i]
                        : Vectors.LogSum(all.Select(j => transitions[(i * tags) + j] + x[t + 1][j] + beta[t + 1][j])))];
        return [.. alpha.Zip(beta, (a, b) => Vectors.Softmax(Vectors.Sum(a, b)))];
    }
}
