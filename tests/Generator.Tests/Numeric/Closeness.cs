using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>Compares an emitted model's results with the reference's.</summary>
internal static class Closeness
{
    /// <summary>Float against double: relative to the largest magnitude of each tensor.</summary>
    public const double Relative = 2e-5;

    /// <summary>
    /// Magnitude below which a tensor is compared as if it had this one: what cancels out is no more exact than its terms.
    /// </summary>
    public const double Floor = 1e-2;

    /// <summary>How many times the error of the reference in float is allowed.</summary>
    private const double SingleFactor = 8;

    /// <summary>
    /// What differs as text, or null. Where a declaration is badly conditioned, the error of the reference's own float run
    /// (<paramref name="single"/>) is the yardstick: several times as much is allowed.
    /// </summary>
    public static string? Difference(ReferenceResult expected, ModelResult actual, ReferenceResult? single = null)
    {
        Dictionary<string, double[]> rounded = single is null ? [] : Tensors(single).ToDictionary(t => t.Name, t => t.Values);
        var found = new List<string>();
        foreach (var (name, values) in Tensors(expected))
        {
            double noise = rounded.TryGetValue(name, out double[]? noisy)
                ? values.Zip(noisy, (a, b) => Math.Abs(a - b)).DefaultIfEmpty().Max()
                : 0;
            if (Difference(name, values, Find(name, values, actual), Relative, SingleFactor * noise) is { } text)
                found.Add(text);
        }

        return found.Count == 0 ? null : string.Join("\n", found);
    }

    /// <summary>All that is compared of a model's results.</summary>
    public static IEnumerable<(string Name, double[] Values)> Tensors(ReferenceResult result) =>
    [
        ("loss", [result.Loss]),
        .. result.Outputs.Select(t => ($"output of {t.Key}", t.Value)),
        .. result.Attention.Select(t => ($"attention of {t.Key}", t.Value)),
        .. result.FinalHidden.Select(t => ($"final {t.Key}.h", t.Value)),
        .. result.FinalCell.Select(t => ($"final {t.Key}.c", t.Value)),
        .. result.Gradients.Select(t => ($"gradient of {t.Key}", t.Value)),
        .. result.InputGradient is { } input ? [("gradient of the input", input)] : Array.Empty<(string, double[])>(),
        .. result.SourceGradient is { } source ? [("gradient of the source", source)] : Array.Empty<(string, double[])>(),
        .. result.Alignments.Select((t, i) => ($"alignment of {i}", t.Value)),
        .. result.InitialHiddenGradients.Select(t => ($"gradient of initial {t.Key}.h", t.Value)),
        .. result.InitialCellGradients.Select(t => ($"gradient of initial {t.Key}.c", t.Value)),
    ];

    private static double[]? Find(string name, double[] expected, ModelResult actual)
    {
        string last = name[(name.LastIndexOf(' ') + 1)..];
        return name switch
        {
            "loss" => [actual.Loss],
            "gradient of the source" => actual.SourceGradient,
            _ when name.StartsWith("alignment", StringComparison.Ordinal) =>
                actual.Alignments[int.Parse(last, System.Globalization.CultureInfo.InvariantCulture)],
            "gradient of the input" => actual.InputGradient,
            _ when name.StartsWith("output", StringComparison.Ordinal) => Masked(expected, actual.Outputs[last]),
            _ when name.StartsWith("attention", StringComparison.Ordinal) => actual.Attention.GetValueOrDefault(last),
            _ when name.StartsWith("final", StringComparison.Ordinal) => actual.FinalStates.GetValueOrDefault(last),
            _ when name.StartsWith("gradient of initial", StringComparison.Ordinal) => actual.InitialStateGradients.GetValueOrDefault(last),
            _ => actual.Gradients.GetValueOrDefault(last),
        };
    }

    /// <summary>What is wrong with one tensor, or null.</summary>
    public static string? Difference(string what, double[]? want, double[]? have, double relative, double absolute = 0)
    {
        if (want is null || have is null || want.Length != have.Length)
            return $"{what}: {have?.Length.ToString() ?? "no"} values in place of {want?.Length}";
        double scale = Math.Max(Floor, want.Length == 0 ? 0 : want.Max(Math.Abs));
        for (int i = 0; i < want.Length; i++)
        {
            if (!(Math.Abs(want[i] - have[i]) <= Math.Max(relative * scale, absolute)))
                return $"{what}[{i}]: {have[i]:R} in place of {want[i]:R}, largest {scale:0.0E+0}";
        }

        return null;
    }

    // The reference writes zero at padded steps, where a model's raw outputs mean nothing.
    private static double[] Masked(double[] expected, double[] actual) =>
        [.. actual.Select((value, i) => expected.Length == actual.Length && expected[i] == 0 ? 0 : value)];
}
