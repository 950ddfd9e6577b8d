using LstmGen.Interchange.Structure;

namespace LstmGen.Tool.Running;

/// <summary>Stacks, directions, merges, residuals and zoneout of recurrent layers.</summary>
internal static class RecurrentRunner
{
    public static Sequence Run(DeclaredPart part, Func<string, double[]?> tensor, Sequence input)
    {
        DeclaredElement element = part.Element;
        int layers = element.Int("Layers", 1);
        bool both = element.Bool("Bidirectional");
        string merge = element.Word("Merge", "Concatenate");
        for (int layer = 0; layer < layers; layer++)
        {
            double[][] forward = Direction(part, tensor, layer, "", input.Steps), y = forward;
            double[] end = forward[^1];
            if (both)
            {
                // The reverse direction has seen the whole sequence at step 0, its own last step.
                double[][] backward = Direction(part, tensor, layer, "_reverse", [.. input.Steps.Reverse()]);
                y = [.. forward.Zip(backward.Reverse(), (a, b) => Merge(merge, a, b))];
                end = Merge(merge, forward[^1], backward[^1]);
            }

            bool adds = element.Bool("Residual") && y[0].Length == input.Steps[0].Length;
            input = adds
                ? new Sequence([.. y.Zip(input.Steps, Vectors.Sum)], Vectors.Sum(end, input.Steps[^1]))
                : new Sequence(y, end);
        }

        return input;
    }

    private static double[][] Direction(DeclaredPart part, Func<string, double[]?> tensor, int layer, string direction, double[][] x)
    {
        var known = new Dictionary<string, double[]?>(StringComparer.Ordinal);
        double[]? Named(string name)
        {
            if (!known.TryGetValue(name, out double[]? values))
                known[name] = values = tensor(FormattableString.Invariant($"{part.Name}.{name}_l{layer}{direction}"));
            return values;
        }

        CellRunner cell = CellRunner.Of(part.Element, Named);
        double kept = part.Element.Float("Zoneout");
        double[][] states = [.. new RecurrentLayout(part.Element, cell.Hidden).States.Select(state => new double[state.Size])];
        double[][] y = new double[x.Length][];
        for (int t = 0; t < x.Length; t++)
        {
            double[][] next = cell.Step(x[t], states);
            states = kept > 0
                ? [.. next.Zip(states, (after, before) => (double[])[.. after.Zip(before, (a, b) => ((1 - kept) * a) + (kept * b))])]
                : next;
            y[t] = states[0];
        }

        return y;
    }

    private static double[] Merge(string merge, double[] a, double[] b) => merge switch
    {
        "Sum" => Vectors.Sum(a, b),
        "Average" => [.. a.Zip(b, (one, other) => (one + other) / 2)],
        "Multiply" => Vectors.Times(a, b),
        _ => [.. a, .. b],
    };
}
