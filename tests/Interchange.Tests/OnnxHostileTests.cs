using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Onnx.Wire;
using static LstmGen.Interchange.Tests.HostileFile;
using F = LstmGen.Interchange.Onnx.Model.OnnxFields;

namespace LstmGen.Interchange.Tests;

/// <summary>
/// ONNX files that are made to do harm: they cost an exception that names what is wrong, and memory in proportion to their size.
/// </summary>
public sealed class OnnxHostileTests
{
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

    // 2^60 blocks of no bytes.
    [Fact]
    public void Constants_without_values_are_joined_at_once()
    {
        var graph = new OnnxGraph("g");
        graph.Initializers.Add(OnnxTensor.Of("v", Array.Empty<float>(), 0, 1 << 30, 1 << 30));
        graph.Nodes.Add(new OnnxNode("Transpose", ["v"], ["turned"]) { Attributes = [OnnxAttribute.Of("perm", [1, 2, 0])] });
        graph.Nodes.Add(new OnnxNode("Concat", ["turned", "turned"], ["joined"]) { Attributes = [OnnxAttribute.Of("axis", 2)] });
        graph.Outputs.Add(new OnnxValue("joined", OnnxType.Float, default));
        Assert.NotNull(WeightFile.Read(new MemoryStream(Bytes(graph))).Sketch!.NoChain);
    }

    // Nodes that lack inputs, outputs or attributes, and the default domain by its other name.
    [Fact]
    public void Nodes_that_lack_something_are_refused_or_not_read()
    {
        int refused = 0;
        foreach (string name in OnnxGraphs.Read.Concat(OnnxGraphs.Refused.Select(one => one.Name)))
        {
            byte[] whole = OnnxGraphs.Write(name);
            for (int at = 0; at < OnnxReader.Read(whole, folder: null).Graph.Nodes.Count; at++)
            {
                foreach (Func<OnnxNode, OnnxNode> change in (Func<OnnxNode, OnnxNode>[])
                    [node => node with { Inputs = [] }, node => node with { Inputs = [.. node.Inputs.Take(1)] },
                        node => node with { Inputs = [.. node.Inputs.SkipLast(1)] }, node => node with { Outputs = [] },
                        node => node with { Attributes = [] },
                        node => node with { Op = "Reshape", Inputs = [.. node.Inputs.Take(1)], Attributes =
                            [OnnxAttribute.Of("shape", [0, -1])] },
                        node => node with { Op = "Reshape", Inputs = [.. node.Inputs.Take(1), "none"] },
                        node => node with { Op = "Split", Outputs = [] }])
                {
                    foreach (string domain in (string[])["", "ai.onnx"])
                    {
                        OnnxModel model = OnnxReader.Read(whole, folder: null);
                        model.Graph.Initializers.Add(OnnxTensor.Of("none", Array.Empty<long>(), 0));
                        model.Graph.Nodes[at] = change(model.Graph.Nodes[at]) with { Domain = domain };
                        refused += Refuses(model) ? 1 : 0;
                    }
                }
            }
        }

        Assert.True(refused > 0);

        static bool Refuses(OnnxModel model)
        {
            using var stream = new MemoryStream();
            OnnxWriter.Write(model).WriteTo(stream);
            stream.Position = 0;
            try
            {
                return WeightFile.Read(stream).Sketch!.NoChain is not null;
            }
            catch (InterchangeException)
            {
                return true;
            }
        }
    }

    [Theory]
    [InlineData("Transpose")]
    [InlineData("Gather")]
    [InlineData("Conv")]
    public void An_input_of_four_dimensions_is_no_sequence_and_the_layers_are_there(string op)
    {
        var graph = new OnnxGraph("g");
        graph.Inputs.Add(new OnnxValue("image", OnnxType.Float, ["batch", 3, 8, 8]));
        graph.Initializers.Add(OnnxTensor.Of("second", (long[])[2]));
        graph.Initializers.Add(OnnxTensor.Of("w", new float[9], 3, 3, 1));
        graph.Initializers.Add(OnnxTensor.Of("lstm.weight_ih_l0", new float[24], 8, 3));
        graph.Nodes.Add(op switch
        {
            "Transpose" => new OnnxNode(op, ["image"], ["y"]) { Name = "first", Attributes = [OnnxAttribute.Of("perm", [0, 2, 3, 1])] },
            "Gather" => new OnnxNode(op, ["image", "second"], ["y"]) { Name = "first", Attributes = [OnnxAttribute.Of("axis", 2)] },
            _ => new OnnxNode(op, ["image", "w"], ["y"]) { Name = "first" },
        });
        graph.Outputs.Add(new OnnxValue("y", OnnxType.Float, default));
        WeightFile file = WeightFile.Read(new MemoryStream(Bytes(graph)));
        Assert.Contains($"node 'first' ({op}) is not read", file.Sketch!.NoChain, StringComparison.Ordinal);
        Assert.Contains(file.Tensors, tensor => tensor.Name == "lstm.weight_ih_l0"); // to be loaded by hand
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

    private static byte[] Bytes(OnnxGraph graph)
    {
        using var stream = new MemoryStream();
        OnnxWriter.Write(new OnnxModel(graph) { Opsets = new Dictionary<string, long> { [""] = 17 } }).WriteTo(stream);
        return stream.ToArray();
    }
}
