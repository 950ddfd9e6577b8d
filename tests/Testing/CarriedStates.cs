namespace LstmGen.Testing;

/// <summary>
/// The states of a layer besides h: the reference has them side by side as one c, [rows, B, states * H], a model as one state each.
/// </summary>
internal static class CarriedStates
{
    /// <summary>Puts the reference's c into a model's states.</summary>
    public static void Split(float[] values, ModelState state, string prefix)
    {
        StateInfo[] parts = [.. Of(state.Layout, prefix)];
        for (int part = 0; part < parts.Length; part++)
        {
            int size = parts[part].Size;
            Span<float> to = state[parts[part].Name];
            for (int row = 0; row * size < to.Length; row++)
                values.AsSpan((row * parts.Length + part) * size, size).CopyTo(to[(row * size)..]);
        }
    }

    /// <summary>The values by name, and those of layers with several states as one c besides.</summary>
    public static Dictionary<string, double[]> Joined(Dictionary<string, double[]> values, ModelDescription description)
    {
        foreach (string prefix in description.States.Select(info => info.Name[..info.Name.LastIndexOf('.')]).Distinct())
        {
            StateInfo[] parts = [.. Of(description.States, prefix)];
            if (parts.Length == 0 || (parts.Length == 1 && parts[0].Name == $"{prefix}.c"))
                continue;
            int size = parts[0].Size, rows = values[parts[0].Name].Length / size;
            values[$"{prefix}.c"] = [.. Enumerable.Range(0, rows)
                .SelectMany(row => parts.SelectMany(part => values[part.Name].Skip(row * size).Take(size)))];
        }

        return values;
    }

    private static IEnumerable<StateInfo> Of(IEnumerable<StateInfo> states, string prefix) =>
        states.Where(
            info =>
                info.Name[..info.Name.LastIndexOf('.')] == prefix && info.Name[^1..] != "h"
                    && !info.Name.EndsWith(".past", StringComparison.Ordinal));
}
