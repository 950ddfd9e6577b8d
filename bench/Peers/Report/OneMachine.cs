using System.Text.Json.Nodes;

namespace LstmGen.Bench.Peers.Report;

/// <summary>
/// Holds the records of a report to one machine. A virtual machine can get other vectors from one day to the next; records of both would
/// compare one library on the one with another library on the other, and the best of both would count.
/// </summary>
internal static class OneMachine
{
    private static readonly string[] Keys = ["processor", "family", "model", "vector_bits", "half_wide"];

    /// <exception cref="ArgumentException">Two records of machines differ in what decides about speed.</exception>
    public static void Check(IEnumerable<JsonObject> others)
    {
        JsonObject? first = null;
        foreach (JsonObject machine in others.Where(o => (string?)o["kind"] == "machine"))
        {
            first ??= machine;
            foreach (string key in Keys)
                if (first[key] is { } a && machine[key] is { } b && !JsonNode.DeepEquals(a, b))
                    throw new ArgumentException(
                        $"The records are of two machines: '{key}' is {a.ToJsonString()} on {Day(first)} and {b.ToJsonString()} on "
                        + $"{Day(machine)}. Give each machine's records a folder and a report of their own.",
                        nameof(others));
        }
    }

    private static string Day(JsonObject machine) => (string?)machine["date"] ?? "a day not recorded";
}
