using System.Text.Json;

namespace LstmGen.Interchange.Tests;

/// <summary>Safetensors in one file and in several with an index.</summary>
public sealed class ShardedTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-shards-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_index_reads_its_files_in_its_order()
    {
        string index = Write(("a", "one"), ("b", "two"), ("c", "one"));
        WeightFile file = WeightFile.Open(index);
        Assert.Equal(WeightFileKind.SafetensorsIndex, file.Kind);
        Assert.Equal(["a", "b", "c"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([2f], file.Tensors[1].ToSingles());
    }

    [Fact]
    public void An_index_of_a_stream_reads_files_of_the_given_folder_alone()
    {
        byte[] index = File.ReadAllBytes(Write(("a", "one"), ("b", "two")));
        foreach (string source in (string[])["index", Path.Combine(_folder, "index.json")])
        {
            var e = Assert.Throws<InterchangeException>(() => WeightFile.Read(new MemoryStream(index), source));
            Assert.Contains("give the folder of its shards", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal(2, WeightFile.Read(new MemoryStream(index), folder: _folder).Tensors.Count);
    }

    [Fact]
    public void A_tensor_that_the_index_does_not_place_is_refused()
    {
        Write(("a", "one"), ("b", "two"));
        string index = Path.Combine(_folder, "index.json");
        File.WriteAllText(index, """{"weight_map": {"a": "one.safetensors"}}""");
        Assert.Equal("a", Assert.Single(WeightFile.Open(index).Tensors).Name);
        File.WriteAllText(index, """{"weight_map": {"x": "one.safetensors"}}""");
        Assert.Contains("'a'", Assert.Throws<InterchangeException>(() => WeightFile.Open(index)).Message, StringComparison.Ordinal);
        File.WriteAllText(index, """{"weight_map": {"a": "one.safetensors", "x": "one.safetensors"}}""");
        Assert.Contains("'x'", Assert.Throws<InterchangeException>(() => WeightFile.Open(index)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shard_that_is_not_there_is_named()
    {
        string index = Write(("a", "one"), ("b", "two"));
        File.Delete(Path.Combine(_folder, "two.safetensors"));
        Assert.Contains(
            "the index names the file 'two.safetensors', which does not lie beside it",
            Assert.Throws<InterchangeException>(() => WeightFile.Open(index)).Message, StringComparison.Ordinal);
    }

    // The length of the header, the first bytes, is 640 where a pickle begins so, 2056 where an ONNX file does.
    [Fact]
    public void A_safetensors_file_is_told_whatever_its_headers_length()
    {
        for (int size = 0; size < 1500; size += 4)
        {
            using var stream = new MemoryStream();
            SafetensorsWriter.Write(stream, [SafetensorsEntry.Create("a", new[] { 1f }, 1)], new Dictionary<string, string>
            {
                ["note"] = new string('x', size * 2)
            });
            stream.Position = 0;
            Assert.Equal(WeightFileKind.Safetensors, WeightFile.Read(stream).Kind);
        }
    }

    private string Write(params (string Name, string Shard)[] tensors)
    {
        float value = 0;
        var entries = tensors.Select(tensor => (tensor.Shard, Entry: SafetensorsEntry.Create(tensor.Name, new[] { ++value }, 1))).ToArray();
        foreach (var shard in entries.GroupBy(one => one.Shard))
            SafetensorsWriter.Write(Path.Combine(_folder, shard.Key + ".safetensors"), [.. shard.Select(one => one.Entry)], null);
        string index = Path.Combine(_folder, "model.safetensors.index.json");
        File.WriteAllText(
            index,
            JsonSerializer.Serialize(
                new { weight_map = tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Shard + ".safetensors") }));
        return index;
    }
}
