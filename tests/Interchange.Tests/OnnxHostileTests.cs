using System.Text;
using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Onnx.Wire;
using F = LstmGen.Interchange.Onnx.Model.OnnxFields;

namespace LstmGen.Interchange.Tests;

/// <summary>
/// ONNX files that are made to do harm: they cost an exception that names what is wrong, and memory in proportion to their size.
/// </summary>
public sealed class OnnxHostileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("onnx-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_length_beyond_the_file_is_refused_before_memory_is_taken()
    {
        Refused([0x08, 8, 0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f], "claims 4294967295 bytes");
        Refused([0x08, 8, 0x3a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], "more than 64 bits");
        Refused([0x08, 8, 0x3a, 0x02, 0x0a], "claims 2 bytes");
        Refused([0x08, 8, 0x3a, 0x01, 0x0f], "wire type 7");
        Refused([0x08, 8, 0x12, 0x01, 0xff], "");
        Refused([0x08, 8, 0x12, 0x01, 0x41], "no graph");
    }

    [Theory]
    [InlineData(new[] { 1L << 40 }, "claims the shape")]
    [InlineData(new[] { 1L << 20, 1L << 20 }, "claims the shape")]
    [InlineData(new[] { -1L }, "claims the shape")]
    [InlineData(new[] { 1000L }, "4000 bytes, and 4 bytes")]
    public void A_shape_that_its_data_does_not_have_is_refused(long[] shape, string named)
    {
        var graph = new OnnxGraph("g");
        graph.Initializers.Add(OnnxTensor.Of("w", [1f], shape));
        Refused(Bytes(graph), named);
        Refused(Bytes(graph), "tensor 'w'");
    }

    [Fact]
    public void Graphs_within_graphs_are_refused_beyond_a_depth()
    {
        byte[] inner = [];
        for (int i = 0; i < 5000; i++)
        {
            var attribute = new ProtoMessage();
            attribute.Bytes(F.Attribute.Graph, inner);
            var node = new ProtoMessage();
            node.Message(F.Node.Attribute, attribute);
            var graph = new ProtoMessage();
            graph.Message(F.Graph.Node, node);
            using var stream = new MemoryStream();
            graph.WriteTo(stream);
            inner = stream.ToArray();
        }

        var model = new ProtoMessage();
        model.Number(F.Model.IrVersion, 8);
        model.Bytes(F.Model.Graph, inner);
        using var file = new MemoryStream();
        model.WriteTo(file);
        Refused(file.ToArray(), "graphs within graphs");
    }

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

    [Fact]
    public void Constants_that_fold_into_more_than_the_file_holds_are_refused()
    {
        var graph = new OnnxGraph("g");
        graph.Initializers.Add(OnnxTensor.Of("v0", new float[4096], 4096));
        for (int i = 0; i < 30; i++)
            graph.Nodes.Add(new OnnxNode("Concat", [$"v{i}", $"v{i}"], [$"v{i + 1}"])
            {
                Name = $"double{i}", Attributes = [OnnxAttribute.Of("axis", 0)]
            });
        Refused(Bytes(graph), "grow out of proportion");
        Refused(Bytes(graph), "(Concat)");
    }

    [Fact]
    public void Sparse_tensors_segments_and_functions_are_refused_by_name()
    {
        var graph = new ProtoMessage();
        graph.Bytes(F.Graph.Sparse, new byte[] { 0x08, 1 });
        var model = new ProtoMessage();
        model.Number(F.Model.IrVersion, 8);
        model.Message(F.Model.Graph, graph);
        using var file = new MemoryStream();
        model.WriteTo(file);
        Refused(file.ToArray(), "sparse");
    }

    private static byte[] External(string location, string? offset)
    {
        var tensor = new ProtoMessage();
        tensor.Number(F.Tensor.Shape, 2);
        tensor.Number(F.Tensor.Type, (int)OnnxType.Float);
        tensor.Text(F.Tensor.Name, "w");
        foreach ((string key, string? value) in new[] { ("location", location), ("offset", offset) })
        {
            if (value is null)
                continue;
            var entry = new ProtoMessage();
            entry.Text(F.Entry.Key, key);
            entry.Text(F.Entry.Value, value);
            tensor.Message(F.Tensor.External, entry);
        }

        tensor.Number(F.Tensor.Location, 1);
        var graph = new ProtoMessage();
        graph.Message(F.Graph.Initializer, tensor);
        var model = new ProtoMessage();
        model.Number(F.Model.IrVersion, 8);
        model.Message(F.Model.Graph, graph);
        using var stream = new MemoryStream();
        model.WriteTo(stream);
        return stream.ToArray();
    }

    private static byte[] Bytes(OnnxGraph graph)
    {
        using var stream = new MemoryStream();
        OnnxWriter.Write(new OnnxModel(graph) { Opsets = new Dictionary<string, long> { [""] = 17 } }).WriteTo(stream);
        return stream.ToArray();
    }

    private static void Refused(byte[] file, string named)
    {
        using var stream = new MemoryStream(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<InterchangeException>(() => WeightFile.Read(stream)).Message;
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < (8L << 20) + 40L * file.Length);
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.True(Encoding.UTF8.GetByteCount(message) < 1000);
    }
}
