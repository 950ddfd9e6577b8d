using LstmGen.Serialization;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Runtime.Tests.Serialization;

/// <summary>Files written by PyTorch's safetensors, where they are at hand.</summary>
public sealed class GoldenFilesTests(ITestOutputHelper output)
{
    [Fact]
    public void Golden_files_are_read_whole_and_written_back_tensor_for_tensor()
    {
        var folder = Find();
        if (folder is null)
        {
            output.WriteLine("Skipped: no golden files; set LSTMGEN_DATA to a folder that has golden/.");
            return;
        }

        foreach (var path in Directory.GetFiles(folder, "*.safetensors"))
        {
            var file = SafetensorsFile.Open(path);
            Assert.True(file["input.x"].Type is SafetensorsType.F32 or SafetensorsType.I64);
            Assert.NotEqual(0d, file["expect.loss"].AsSpan<double>()[0]);
            Assert.All(file.Tensors, t => Assert.All(t.ToDoubles(), v => Assert.True(double.IsFinite(v))));

            var copy = new MemoryStream();
            SafetensorsWriter.Write(copy, [.. file.Tensors.Select(t => new SafetensorsEntry(t.Name, t.Type, t.Shape.AsSpan(), () => t.Bytes))]);
            var again = RawSafetensors.Read(copy.ToArray());
            Assert.Equal(file.Tensors.Select(t => t.ToString()), again.Tensors.Select(t => t.ToString()));
            Assert.All(file.Tensors, t => Assert.True(t.Bytes.SequenceEqual(again[t.Name].Bytes)));
        }
    }

    private static string? Find()
    {
        var data = Environment.GetEnvironmentVariable("LSTMGEN_DATA");
        var candidates = new List<string>();
        if (!string.IsNullOrEmpty(data))
            candidates.AddRange([data, Path.Combine(data, "golden"), Path.Combine(data, "..", "golden")]);
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            candidates.Add(Path.Combine(at.FullName, "shared", "golden"));
        return candidates.Find(c => Directory.Exists(c) && Directory.EnumerateFiles(c, "*.safetensors").Any());
    }
}
