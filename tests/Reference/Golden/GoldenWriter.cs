using System.Text.Json;
using System.Text.Json.Nodes;
using LstmGen.Reference.Optimizers;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Golden;

/// <summary>
/// Writes the reference's results as golden cases: the format of the cases from PyTorch, with more keys for what
/// PyTorch has no word for (see <see cref="GoldenModel"/>) and the key <c>declaration</c>.
/// </summary>
/// <remarks>
/// The yardstick under <c>torch_fp32_max_abs_err</c> is the error of the same reference with every operation rounded
/// to float.
/// </remarks>
public static class GoldenWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes every case as <c>name.json</c> and <c>name.safetensors</c>, and <c>index.json</c>.</summary>
    /// <exception cref="ArgumentException">The format cannot express a case.</exception>
    public static void Write(string folder, IEnumerable<GoldenEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        Directory.CreateDirectory(folder);
        var index = new JsonArray();
        foreach (var entry in entries)
        {
            WriteCase(folder, entry);
            index.Add(new JsonObject { ["name"] = entry.Name, ["summary"] = Summary(entry) });
        }

        File.WriteAllText(Path.Combine(folder, "index.json"), index.ToJsonString(Indented) + "\n");
    }

    private static void WriteCase(string folder, GoldenEntry entry)
    {
        var config = GoldenConfigWriter.Write(entry);
        var tensors = new GoldenTensors(entry);
        var exact = tensors.Results(ReferenceRun.Compute(entry.Model, entry.Parameters, entry.Data));
        var rounded = tensors.Results(ReferenceRun.Compute(entry.Model, entry.Parameters, entry.Data, single: true));
        config["torch_fp32_max_abs_err"] = new JsonObject(exact.Select(t =>
            KeyValuePair.Create(t.Key, (JsonNode?)MaxDifference(t.Value.Values, rounded[t.Key].Values))));
        config["max_abs"] = new JsonObject(exact.Select(t =>
            KeyValuePair.Create(t.Key, (JsonNode?)MaxDifference(t.Value.Values, new double[t.Value.Values.Length]))));

        var all = new Dictionary<string, StoredTensor>(exact.Concat(tensors.Inputs()));
        var optimizers = new JsonObject();
        if (entry.Optimizers)
        {
            foreach (string name in OptimizerTrace.Golden.Keys)
                optimizers[name] = WriteTrace(entry, name, tensors, all);
        }

        config["optim"] = optimizers;
        config["tensors"] = new JsonObject(all.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t =>
            KeyValuePair.Create(t.Key, (JsonNode?)new JsonObject
            {
                ["dtype"] = t.Value.Kind,
                ["shape"] = new JsonArray([.. t.Value.Shape.Select(size => (JsonNode)size)]),
            })));
        TensorFile.Write(Path.Combine(folder, $"{entry.Name}.safetensors"), all);
        File.WriteAllText(Path.Combine(folder, $"{entry.Name}.json"), config.ToJsonString(Indented) + "\n");
    }

    private static JsonObject WriteTrace(
        GoldenEntry entry, string name, GoldenTensors tensors, Dictionary<string, StoredTensor> all)
    {
        var optimizer = OptimizerTrace.Golden[name];
        var exact = OptimizerTrace.Run(entry.Model, entry.Parameters, entry.Data, optimizer());
        var rounded = OptimizerTrace.Run(entry.Model, entry.Parameters, entry.Data, optimizer(), single: true);
        foreach (var (parameter, tensor) in tensors.Parameters($"after10.{name}.", "F64", exact.Parameters))
            all.Add(parameter, tensor);
        return new()
        {
            ["steps"] = exact.Losses.Length,
            ["clip_grad_norm"] = 1.0,
            ["losses"] = new JsonArray([.. exact.Losses.Select(v => (JsonNode)v)]),
            ["grad_norms"] = new JsonArray([.. exact.Norms.Select(v => (JsonNode)v)]),
            ["torch_fp32_max_abs_err"] = exact.Parameters.Max(p => MaxDifference(p.Value, rounded.Parameters[p.Key])),
        };
    }

    private static double MaxDifference(double[] a, double[] b) =>
        a.Length == 0 ? 0 : a.Zip(b, (x, y) => Math.Abs(x - y)).Max();

    private static string Summary(GoldenEntry entry) => string.Join(' ', entry.Model.Declaration.Split('\n')[1..^2])
        + $" T{entry.Data.Time} B{entry.Data.Batch}" + (entry.Data.Lengths is null ? "" : " lengths")
        + (entry.Data.InitialHidden.Count > 0 ? " state" : "") + (entry.Optimizers ? " optim" : "");
}
