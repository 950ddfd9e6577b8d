using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using LstmGen.CompilerServices;

namespace LstmGen.Bench.Peers.Machine;

/// <summary>The machine that a run was made on.</summary>
internal static class MachineRecord
{
    public static JsonObject Measure(IEnumerable<string> peers) => new()
    {
        ["kind"] = "machine",
        ["date"] = DateTime.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        ["processor"] = Processor(),
        ["family"] = Number("cpu family"),
        ["model"] = Number("model"),
        ["half_wide"] = FmaPeak.HalfWide(),
        ["processors"] = Environment.ProcessorCount,
        ["system"] = RuntimeInformation.OSDescription,
        ["dotnet"] = Environment.Version.ToString(),
        ["vector_bits"] = (int)Simd.Level,
        ["fma_gflops_1"] = FmaPeak.Gflops(1),
        ["fma_gflops_2"] = FmaPeak.Gflops(Math.Min(2, Environment.ProcessorCount)),
        ["peers"] = new JsonArray([.. peers.Select(p => (JsonNode)p)]),
    };

    private static string Processor() => Line("model name") ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static int? Number(string key) => int.TryParse(Line(key), out int value) ? value : null;

    /// <summary>What Linux tells of the first processor.</summary>
    private static string? Line(string key)
    {
        const string info = "/proc/cpuinfo";
        return File.Exists(info)
            ? File.ReadLines(info).Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
                .FirstOrDefault(parts => parts is [var name, _] && name == key)?[1]
            : null;
    }
}
