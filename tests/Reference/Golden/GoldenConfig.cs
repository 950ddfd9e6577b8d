using System.Text.Json;

namespace LstmGen.Reference.Golden;

/// <summary>Typed access to a case's JSON; absent keys read as the given default.</summary>
internal sealed class GoldenConfig(JsonElement root)
{
    public string Text(string key, string standard = "") =>
        Has(key) ? root.GetProperty(key).GetString()! : standard;

    public int Integer(string key, int standard = 0) => Has(key) ? root.GetProperty(key).GetInt32() : standard;

    public double Number(string key, double standard = 0) => Has(key) ? root.GetProperty(key).GetDouble() : standard;

    public bool Flag(string key, bool standard = false) => Has(key) ? root.GetProperty(key).GetBoolean() : standard;

    /// <summary>An object below, or an empty one.</summary>
    public GoldenConfig Child(string key) => Has(key) ? new(root.GetProperty(key)) : new(default);

    public bool Has(string key) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null;

    public IEnumerable<string> Keys => root.ValueKind == JsonValueKind.Object ? root.EnumerateObject().Select(p => p.Name) : [];

    public double[] Numbers(string key) => [.. root.GetProperty(key).EnumerateArray().Select(v => v.GetDouble())];
}
