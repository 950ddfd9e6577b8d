using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LstmGen.Training;

/// <summary>A result as a line of JSON, and back.</summary>
internal static class TrialLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line, without its end.</summary>
    public static string Write(TrialResult result) => Line(json =>
    {
        json.WriteNumber("trial", result.Trial.Number);
        json.WriteStartObject("values");
        foreach ((string name, string value) in result.Trial.Values)
        {
            json.WritePropertyName(name);
            if (ValueText.IsNumber(value))
                json.WriteRawValue(value);
            else
                json.WriteStringValue(value);
        }

        json.WriteEndObject();
        if (result.Failure is { } failure)
            json.WriteString("failure", failure);
        else
            Number(json, "score", result.Score);
        json.WriteBoolean("higher_is_better", result.HigherIsBetter);
        json.WriteNumber("best_epoch", result.BestEpoch);
        json.WriteNumber("epochs", result.Epochs);
        json.WriteStartObject("metrics");
        foreach ((string name, double value) in result.Metrics)
            Number(json, name, value);
        json.WriteEndObject();
        json.WriteNumber("seconds", Math.Round(result.Elapsed.TotalSeconds, 3));
    });

    /// <summary>An object of JSON on one line.</summary>
    public static string Line(Action<Utf8JsonWriter> content)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>The result of a line; null where the search has fewer trials.</summary>
    /// <param name="line">The line.</param>
    /// <param name="trials">The search's trials.</param>
    /// <exception cref="FormatException">It is no such line.</exception>
    /// <exception cref="ArgumentException">The trial has other values in this search.</exception>
    public static TrialResult? Read(string line, IReadOnlyList<SearchTrial> trials)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            int number = root.GetProperty("trial").GetInt32();
            if (number < 1)
                throw new FormatException($"trial is {number}; it is at least 1");
            if (number > trials.Count)
                return null;
            SearchTrial trial = trials[number - 1];
            RequireValues(root.GetProperty("values"), trial);
            string? failure = root.TryGetProperty("failure", out JsonElement reason) ? reason.GetString() : null;
            return new TrialResult(
                trial,
                failure is null ? Number(root.GetProperty("score")) : double.NaN,
                failure,
                root.GetProperty("higher_is_better").GetBoolean(),
                root.GetProperty("best_epoch").GetInt32(),
                root.GetProperty("epochs").GetInt32(),
                root.GetProperty("metrics").EnumerateObject().ToDictionary(metric => metric.Name, metric => Number(metric.Value)),
                TimeSpan.FromSeconds(root.GetProperty("seconds").GetDouble()));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static void RequireValues(JsonElement values, SearchTrial trial)
    {
        foreach ((string name, string own) in trial.Values)
        {
            string? there = !values.TryGetProperty(name, out JsonElement value) ? null
                : value.ValueKind == JsonValueKind.String ? value.GetString()
                : value.GetRawText();
            if (there != own)
                throw new ArgumentException($"'{name}' is '{there ?? "not given"}' there and '{own}' here");
        }
    }

    // JSON has no numbers that are not finite.
    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteString(name, ValueText.Of(value));
    }

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? double.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
        : value.GetDouble();
}
