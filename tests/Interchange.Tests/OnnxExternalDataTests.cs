using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Onnx.Wire;
using static LstmGen.Interchange.Tests.HostileFile;
using F = LstmGen.Interchange.Onnx.Model.OnnxFields;

namespace LstmGen.Interchange.Tests;

/// <summary>ONNX files whose tensors lie in other files: which of these are read, and which are refused.</summary>
public sealed class OnnxExternalDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("onnx-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("../secret", "not within the model's folder")]
    [InlineData("a/../../secret", "not within the model's folder")]
    [InlineData("/etc/passwd", "not within the model's folder")]
    [InlineData("C:\\secret", "not within the model's folder")]
    [InlineData("..\\secret", "not within the model's folder")]
    [InlineData("", "not within the model's folder")]
    [InlineData("missing", "is not there")]
    [InlineData("link", "is a link")]
    [InlineData("folder/secret", "is a link")]
    [InlineData("short", "needs 8 bytes at 0")]
    public void External_data_is_read_from_the_models_own_folder_alone(string location, string named)
    {
        string outside = Directory.CreateTempSubdirectory("onnx-outside-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(outside, "secret"), new byte[8]);
            File.CreateSymbolicLink(Path.Combine(_folder, "link"), Path.Combine(outside, "secret"));
            Directory.CreateSymbolicLink(Path.Combine(_folder, "folder"), outside);
            File.WriteAllBytes(Path.Combine(_folder, "short"), new byte[4]);
            string path = Path.Combine(_folder, "model.onnx");
            File.WriteAllBytes(path, External(location, null));
            var e = Assert.Throws<InterchangeException>(() => WeightFile.Open(path));
            Assert.Contains(named, e.Message, StringComparison.Ordinal);
            Assert.Contains("tensor 'w'", e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', e.Message);
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }
    }

    [Fact]
    public void External_data_beside_the_model_is_read()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "parts"));
        File.WriteAllBytes(
            Path.Combine(_folder, "parts", "data.bin"), [9, 9, 9, 9, .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f)]);
        string path = Path.Combine(_folder, "model.onnx");
        File.WriteAllBytes(path, External("parts/data.bin", "4"));
        Assert.Equal([1.5f, -2f], Assert.Single(WeightFile.Open(path).Tensors).ToSingles());
    }

    // A content that somebody sent could name a file of the program's folder, and have its bytes as a tensor.
    [Fact]
    public void A_stream_reads_other_files_from_the_given_folder_alone()
    {
        string name = Guid.NewGuid().ToString("N") + ".bin", inCurrent = Path.GetFullPath(name);
        File.WriteAllBytes(inCurrent, new byte[8]);
        try
        {
            byte[] model = External(name, null);
            Refused(model, "give the folder of its files");
            foreach (string source in (string[])["model.onnx", inCurrent])
            {
                var e = Assert.Throws<InterchangeException>(() => WeightFile.Read(new MemoryStream(model), source));
                Assert.Contains("give the folder of its files", e.Message, StringComparison.Ordinal);
            }

            File.WriteAllBytes(Path.Combine(_folder, name), [.. BitConverter.GetBytes(3f), .. BitConverter.GetBytes(4f)]);
            WeightFile file = WeightFile.Read(new MemoryStream(model), folder: _folder);
            Assert.Equal([3f, 4f], Assert.Single(file.Tensors).ToSingles());
            Assert.Throws<ArgumentException>(() => WeightFile.Read(new MemoryStream(model), folder: ""));
        }
        finally
        {
            File.Delete(inCurrent);
        }
    }

    [Fact]
    public void Tensors_that_share_their_bytes_take_memory_in_proportion_to_them()
    {
        File.WriteAllBytes(Path.Combine(_folder, "data.bin"), new byte[8]);
        string path = Path.Combine(_folder, "model.onnx");
        File.WriteAllBytes(path, External("data.bin", null, tensors: 8));
        Assert.Equal(8, WeightFile.Open(path).Tensors.Count);
        foreach (int more in (int[])[9, 1000])
        {
            File.WriteAllBytes(path, External("data.bin", null, more, turns: more == 9 ? 1 : 3));
            string message = Assert.Throws<InterchangeException>(() => WeightFile.Open(path)).Message;
            Assert.Contains("take 72 bytes of the file '", message, StringComparison.Ordinal);
            Assert.Contains("which has 8", message, StringComparison.Ordinal);
        }
    }

    // Tensors of two numbers; the place of one after another is spelled in several ways.
    private static byte[] External(string location, string? offset, int tensors = 1, int turns = 1)
    {
        var graph = new ProtoMessage();
        for (int i = 0; i < tensors; i++)
        {
            var tensor = new ProtoMessage();
            tensor.Number(F.Tensor.Shape, 2);
            tensor.Number(F.Tensor.Type, (int)OnnxType.Float);
            tensor.Text(F.Tensor.Name, i == 0 ? "w" : $"w{i}");
            string place = string.Concat(Enumerable.Repeat("./", i % turns)) + location;
            foreach ((string key, string? value) in new[] { ("location", place), ("offset", offset) })
            {
                if (value is null)
                    continue;
                var entry = new ProtoMessage();
                entry.Text(F.Entry.Key, key);
                entry.Text(F.Entry.Value, value);
                tensor.Message(F.Tensor.External, entry);
            }

            tensor.Number(F.Tensor.Location, 1);
            graph.Message(F.Graph.Initializer, tensor);
        }

        var model = new ProtoMessage();
        model.Number(F.Model.IrVersion, 8);
        model.Message(F.Model.Graph, graph);
        using var stream = new MemoryStream();
        model.WriteTo(stream);
        return stream.ToArray();
    }
}
