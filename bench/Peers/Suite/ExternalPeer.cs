using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using LstmGen.Bench.Peers.Grid;

namespace LstmGen.Bench.Peers.Suite;

/// <summary>A script that measures a peer by itself and appends records with the shared keys to a file; run once for each case.</summary>
internal static class ExternalPeer
{
    public static void Run(string command, ResultFile results, BenchCase c, string[] modes, int[] threads, double seconds)
    {
        if (results.HasExternal(c))
            return;
        string file = Path.GetTempFileName();
        try
        {
            string line =
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"exec {command} --cases {c.Id} --threads {string.Join(',', threads)} --modes {string.Join(',', modes)} --min-s "
                    + $"{seconds / 2} --max-s {seconds} --out {file}");
            using Process process = Process.Start("/bin/sh", ["-c", line]);
            process.WaitForExit();
            foreach (string record in File.ReadLines(file))
            {
                JsonObject parsed = JsonNode.Parse(record)!.AsObject();
                parsed["external"] = true;
                results.Append(parsed);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }
}
