using LstmGen.Interchange.Structure;

namespace LstmGen.Tool.Running;

/// <summary>Recurrent layers by PyTorch's formulas.</summary>
internal static class RecurrentRunner
{
    public static double[][] Run(LayerSketch layer, Func<string, double[]> tensor, double[][] x)
    {
        for (int l = 0; l < layer.Layers; l++)
        {
            bool last = l == layer.Layers - 1 && !layer.EveryStep;
            double[][] forward = Direction(layer, tensor, l, "", x);
            double[][] y = forward;
            if (layer.Bidirectional)
            {
                double[][] backward = Direction(layer, tensor, l, "_reverse", [.. x.Reverse()]);
                // The backward direction has seen the whole sequence at step 0, its own last step.
                y = last ? [Merge(layer.Merge, forward[^1], backward[^1])] : [.. forward.Zip(backward.Reverse(), (a, b) => Merge(layer.Merge, a, b))];
            }

            x = last ? [y[^1]] : y;
        }

        return x;
    }

    private static double[][] Direction(LayerSketch layer, Func<string, double[]> tensor, int l, string direction, double[][] x)
    {
        double[] Named(string name) => tensor(FormattableString.Invariant($"{layer.Name}.{name}_l{l}{direction}"));
        double[] inputWeights = Named("weight_ih"), stateWeights = Named("weight_hh");
        double[]? inputBias = layer.Bias ? Named("bias_ih") : null, stateBias = layer.Bias ? Named("bias_hh") : null;
        double[]? projection = layer.Projection > 0 ? Named("weight_hr") : null;
        double[] h = new double[layer.Projection > 0 ? layer.Projection : layer.Units], c = new double[layer.Units];
        double[][] y = new double[x.Length][];
        for (int t = 0; t < x.Length; t++)
        {
            double[] a = SketchRunner.Product(inputWeights, inputBias, x[t]), b = SketchRunner.Product(stateWeights, stateBias, h);
            h = layer.Kind switch
            {
                LayerKind.Lstm => Lstm(a, b, c),
                LayerKind.Gru => Gru(layer, a, b, h, stateWeights, stateBias),
                _ => [.. a.Zip(b, (one, other) => layer.Activation == "Relu" ? Math.Max(0, one + other) : Math.Tanh(one + other))],
            };
            if (projection is not null)
                h = SketchRunner.Product(projection, null, h);
            y[t] = h;
        }

        return y;
    }

    private static double[] Lstm(double[] a, double[] b, double[] c)
    {
        int units = c.Length;
        double[] h = new double[units];
        for (int u = 0; u < units; u++)
        {
            double Gate(int gate) => a[gate * units + u] + b[gate * units + u];
            c[u] = SketchRunner.Sigmoid(Gate(1)) * c[u] + SketchRunner.Sigmoid(Gate(0)) * Math.Tanh(Gate(2));
            h[u] = SketchRunner.Sigmoid(Gate(3)) * Math.Tanh(c[u]);
        }

        return h;
    }

    private static double[] Gru(LayerSketch layer, double[] a, double[] b, double[] h, double[] stateWeights, double[]? stateBias)
    {
        int units = h.Length;
        double[] r = [.. h.Select((_, u) => SketchRunner.Sigmoid(a[u] + b[u]))];
        double[] candidate = b[(2 * units)..];
        if (layer.ResetAfter)
            candidate = [.. candidate.Zip(r, (value, gate) => value * gate)];
        else
            candidate = SketchRunner.Product(stateWeights[(2 * units * units)..], stateBias?[(2 * units)..], [.. h.Zip(r, (value, gate) => value * gate)]);
        double[] next = new double[units];
        for (int u = 0; u < units; u++)
        {
            double z = SketchRunner.Sigmoid(a[units + u] + b[units + u]), n = Math.Tanh(a[2 * units + u] + candidate[u]);
            next[u] = (1 - z) * n + z * h[u];
        }

        return next;
    }

    private static double[] Merge(string merge, double[] a, double[] b) => merge switch
    {
        "Sum" => [.. a.Zip(b, (one, other) => one + other)],
        "Average" => [.. a.Zip(b, (one, other) => (one + other) / 2)],
        "Multiply" => [.. a.Zip(b, (one, other) => one * other)],
        _ => [.. a, .. b],
    };
}
