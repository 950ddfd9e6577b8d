using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>Compares an emitted model's results with the reference's.</summary>
internal static class Closeness
{
    /// <summary>Float against double: relative to the largest magnitude of each tensor.</summary>
    public const double Relative = 2e-5;

    /// <summary>The worst difference as text, or null where everything agrees.</summary>
    public static string? Difference(ReferenceResult expected, ModelResult actual, double relative = Relative)
    {
        var found = new List<string>();
        void Check(string what, double[]? want, double[]? have)
        {
            if (Difference(what, want, have, relative) is { } text)
                found.Add(text);
        }

        Check("loss", [expected.Loss], [actual.Loss]);
        foreach (var (head, values) in expected.Outputs)
            Check($"output of {head}", values, Masked(values, actual.Outputs[head]));
        foreach (var (head, values) in actual.Attention)
            Check($"attention of {head}", expected.Attention[head], values);
        foreach (var (layer, values) in expected.FinalHidden)
            Check($"final {layer}.h", values, actual.FinalStates.GetValueOrDefault($"{layer}.h"));
        foreach (var (layer, values) in expected.FinalCell)
            Check($"final {layer}.c", values, actual.FinalStates.GetValueOrDefault($"{layer}.c"));
        foreach (var (name, values) in expected.Gradients)
            Check($"gradient of {name}", values, actual.Gradients.GetValueOrDefault(name));
        if (expected.InputGradient is { } input)
            Check("gradient of the input", input, actual.InputGradient);
        foreach (var (layer, values) in expected.InitialHiddenGradients)
            Check($"gradient of the initial {layer}.h", values, actual.InitialStateGradients.GetValueOrDefault($"{layer}.h"));
        foreach (var (layer, values) in expected.InitialCellGradients)
            Check($"gradient of the initial {layer}.c", values, actual.InitialStateGradients.GetValueOrDefault($"{layer}.c"));
        return found.Count == 0 ? null : string.Join("\n", found);
    }

    /// <summary>What is wrong with one tensor, or null.</summary>
    public static string? Difference(string what, double[]? want, double[]? have, double relative)
    {
        if (want is null || have is null || want.Length != have.Length)
            return $"{what}: {have?.Length.ToString() ?? "no"} values in place of {want?.Length}";
        double scale = Math.Max(1e-2, want.Length == 0 ? 0 : want.Max(Math.Abs));
        for (int i = 0; i < want.Length; i++)
        {
            if (!(Math.Abs(want[i] - have[i]) <= relative * scale))
                return $"{what}[{i}]: {have[i]:R} in place of {want[i]:R}, largest {scale:0.0E+0}";
        }

        return null;
    }

    // The reference writes zero at padded steps, where a model's raw outputs mean nothing.
    private static double[] Masked(double[] expected, double[] actual) =>
        [.. actual.Select((value, i) => expected.Length == actual.Length && expected[i] == 0 ? 0 : value)];
}
