using System.Globalization;
using System.Numerics;

namespace LstmGen.Data;

/// <summary>Numbers as text that gives back the same bits.</summary>
internal static class ScalerMetadata
{
    public static string Format<T>(ReadOnlySpan<T> values)
        where T : IFormattable
    {
        var parts = new string[values.Length];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = values[i].ToString("R", CultureInfo.InvariantCulture);
        return string.Join(' ', parts);
    }

    public static string Text(IReadOnlyDictionary<string, string> metadata, string key) =>
        metadata.TryGetValue(key, out var text) ? text : throw new ArgumentException(
            $"The metadata has no entry '{key}'. Was the scaler stored, and under this prefix?", nameof(metadata));

    public static T[] Numbers<T>(IReadOnlyDictionary<string, string> metadata, string key)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var parts = Text(metadata, key).Split(' ');
        var values = new T[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!T.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || !T.IsFinite(values[i]))
                throw new ArgumentException(
                    $"Metadata entry '{key}': '{parts[i]}' at position {i} is not a number. Store the scaler again.", nameof(metadata));
        }

        return values;
    }

    /// <summary>As <see cref="Numbers{T}"/>, for a divisor: as many as <paramref name="count"/>, all above 0.</summary>
    public static float[] Divisors(IReadOnlyDictionary<string, string> metadata, string key, int count)
    {
        var values = Numbers<float>(metadata, key);
        foreach (var value in values)
        {
            if (value <= 0)
                throw new ArgumentException($"Metadata entry '{key}': {value} must be above 0. Store the scaler again.", nameof(metadata));
        }

        return values.Length == count ? values : throw new ArgumentException(
            $"Metadata entry '{key}' has {values.Length} numbers, expected {count}. Store the scaler again.", nameof(metadata));
    }
}
