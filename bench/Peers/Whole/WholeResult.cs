using System.Text.Json.Nodes;

namespace LstmGen.Bench.Peers.Whole;

/// <summary>What a process that trained says: who it is, the mean training loss of each epoch, and seconds of training.</summary>
internal sealed record WholeResult(string Peer, string Version, IReadOnlyList<double> Losses, double Seconds)
{
    /// <summary>As a line of JSON on standard output.</summary>
    public void Write() => Console.WriteLine(new JsonObject
    {
        ["peer"] = Peer, ["version"] = Version, ["losses"] = new JsonArray([.. Losses.Select(l => (JsonNode)l)]), ["train_s"] = Seconds,
    }.ToJsonString());

    public static WholeResult Read(string line)
    {
        JsonObject r = JsonNode.Parse(line)!.AsObject();
        return new((string)r["peer"]!, (string)r["version"]!, [.. r["losses"]!.AsArray().Select(l => (double)l!)], (double)r["train_s"]!);
    }
}
