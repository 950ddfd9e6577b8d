using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using LstmGen.Kernels;

namespace LstmGen.Bench.Peers.Machine;

/// <summary>The machine that a run was made on.</summary>
internal static class MachineRecord
{
    public static JsonObject Measure(IEnumerable<string> peers) => new()
    {
        ["kind"] = "machine",
        ["date"] = DateTime.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        ["processor"] = Processor(),
        ["processors"] = Environment.ProcessorCount,
        ["system"] = RuntimeInformation.OSDescription,
        ["dotnet"] = Environment.Version.ToString(),
        ["vector_bits"] = (int)Simd.Level,
        ["fma_gflops_1"] = FmaPeak.Gflops(1),
        ["fma_gflops_2"] = FmaPeak.Gflops(Math.Min(2, Environment.ProcessorCount)),
        ["peers"] = new JsonArray([.. peers.Select(p => (JsonNode)p)]),
    };

    private static string Processor()
    {
        const string info = "/proc/cpuinfo";
        string? line = File.Exists(info) ? File.ReadLines(info).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
