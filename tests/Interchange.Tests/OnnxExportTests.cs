using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;
using LstmGen.Training;

namespace LstmGen.Interchange.Tests;

/// <summary>The form of an ONNX file; its numbers are compared in tests/Onnx, which needs ONNX Runtime.</summary>
public sealed class OnnxExportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("onnx-").FullName;

    private static IRecurrentModel[] Models => [new OnnxOperators(1), new OnnxLoops(1)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Values_have_one_source_that_stands_before_their_uses_and_names_are_unique()
    {
        foreach (IRecurrentModel model in Models)
        {
            OnnxModel file = Read(model, null);
            Assert.Equal(17, file.Opsets[""]);
            Assert.Equal(8, file.IrVersion);
            var names = new HashSet<string>(StringComparer.Ordinal);
            Check(file.Graph, [], names);
            Assert.All(AllNodes(file.Graph), node => Assert.NotEqual("", node.Name));
            Assert.Equal(AllNodes(file.Graph).Count(), AllNodes(file.Graph).Select(node => node.Name).Distinct().Count());
        }
    }

    [Fact]
    public void Inputs_and_outputs_are_called_as_documented()
    {
        OnnxModel file = Read(new OnnxOperators(1), null);
        Assert.Equal(
            ["features", "lengths", "conv.past.initial", "lstm.h.initial", "lstm.c.initial", "gru.h.initial", "rnn.h.initial"],
            file.Graph.Inputs.Select(input => input.Name));
        Assert.Equal(
            ["conv.past.final", "lstm.h.final", "lstm.c.final", "gru.h.final", "rnn.h.final", "values.attention", "values", "classes",
                "classes.scores"],
            file.Graph.Outputs.Select(output => output.Name));
        Assert.Equal("batch, steps, 3", string.Join(", ", file.Graph.Inputs[0].Shape));
        Assert.All(file.Graph.Inputs.Concat(file.Graph.Outputs), value => Assert.NotEqual("", value.Doc));
        Assert.Contains("Lstm(5", file.Doc, StringComparison.Ordinal);
        Assert.Equal(nameof(OnnxOperators), file.Metadata["lstmgen.model"]);
        OnnxModel bare = Read(new OnnxLoops(1), new OnnxExportOptions { Lengths = false, States = false, Scores = false });
        Assert.Equal(["tokens"], bare.Graph.Inputs.Select(input => input.Name));
        Assert.Equal(["tags", "tags.scores", "labels", "labels.scores", "words"], bare.Graph.Outputs.Select(output => output.Name));
    }

    [Fact]
    public void Operators_are_used_where_they_say_the_same()
    {
        Assert.Equal(["LSTM", "LSTM", "GRU", "RNN"], Recurrent(new OnnxOperators(1)));
        Assert.Equal(["Scan", "Scan", "Scan", "Scan", "Scan"], Recurrent(new OnnxLoops(1))); // two directions, the GRU, and the CRF's two

        static string[] Recurrent(IRecurrentModel model) =>
            [.. Read(model, null).Graph.Nodes.Select(node => node.Op).Where(op => op is "LSTM" or "GRU" or "RNN" or "Scan" or "Loop")];
    }

    [Fact]
    public void Parameters_lie_in_the_file_by_their_names()
    {
        var model = new OnnxOperators(3);
        OnnxTensor table = Read(model, null).Graph.Initializers.Single(tensor => tensor.Name == "conv.weight");
        Assert.Equal("4, 3, 3", string.Join(", ", table.Shape));
        Assert.Equal(
            model.Parameters.Read("conv.weight").ToArray(),
            System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(table.Data.Span).ToArray());
    }

    [Fact]
    public void What_cannot_be_said_is_an_error_before_anything_is_written()
    {
        string path = Path.Combine(_folder, "kept.onnx");
        File.WriteAllText(path, "old");
        foreach ((string declaration, string named) in new[]
        {
            ("Model\nFeatures Size=1\nQuantum Size=3\nRegression Outputs=1", "declares Quantum"),
            ("Model\nFeatures Size=1\nDense Size=1 Twist=0.5\nRegression Outputs=1", "Twist = 0.5"),
            ("Model\nFeatures Size=1\nDense Size=1 Activation=Swish\nRegression Outputs=1", "Swish"),
        })
        {
            var model = new Declared(new OnnxOperators(1), declaration);
            Assert.Contains(named, Assert.ThrowsAny<Exception>(() => OnnxExport.Save(model, path)).Message, StringComparison.Ordinal);
            using var stream = new MemoryStream();
            Assert.ThrowsAny<Exception>(() => OnnxExport.Save(model, stream));
            Assert.Equal(0, stream.Length);
        }

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_declaration_is_read_as_it_is_written()
    {
        DeclaredElement element =
            DeclaredElement.Parse(
                "Lstm Bidirectional=true Hidden=3 Merge=Sum Zoneout=1E-05 Equation=\"a = \\\"b\\\" | c\" | Dropout=0.5 Name=\"front\"");
        Assert.Equal(
            ("Lstm", "front", 3, true, "Sum", 1e-5f),
            (element.Kind, element.Name, element.Int("Hidden"), element.Bool("Bidirectional"), element.Word("Merge", ""),
                element.Float("Zoneout")));
        Assert.Contains("Equation", Assert.Throws<NotSupportedException>(() => element.RequireAllUsed()).Message, StringComparison.Ordinal);
        Assert.True(element.Has("Equation"));
        element.RequireAllUsed();
        Assert.Equal("Dropout", DeclaredElement.Parse("| Dropout Rate=0.5 SharedOverTime=false").Kind);
    }

    private static OnnxModel Read(IRecurrentModel model, OnnxExportOptions? options)
    {
        using var stream = new MemoryStream();
        OnnxExport.Save(model, stream, options);
        return OnnxReader.Read(stream.ToArray(), folder: null);
    }

    private static void Check(OnnxGraph graph, HashSet<string> outer, HashSet<string> names)
    {
        var known = new HashSet<string>(outer, StringComparer.Ordinal);
        foreach (string name in graph.Initializers.Select(tensor => tensor.Name))
            Assert.True(names.Add(name) && known.Add(name), name);
        foreach (string name in graph.Inputs.Select(input => input.Name)
            .Where(name => graph.Initializers.All(tensor => tensor.Name != name)))
            Assert.True(names.Add(name) && known.Add(name), name);
        foreach (OnnxNode node in graph.Nodes)
        {
            Assert.All(node.Inputs.Where(input => input.Length > 0), input => Assert.Contains(input, known));
            foreach (OnnxGraph body in node.Attributes.Select(attribute => attribute.Graph).OfType<OnnxGraph>())
                Check(body, known, names);
            foreach (string output in node.Outputs)
                Assert.True(names.Add(output) && known.Add(output), output);
        }

        Assert.All(graph.Outputs, output => Assert.Contains(output.Name, known));
    }

    private static IEnumerable<OnnxNode> AllNodes(OnnxGraph graph) => graph.Nodes.SelectMany(
        node => node.Attributes.Select(attribute => attribute.Graph).OfType<OnnxGraph>().SelectMany(AllNodes).Prepend(node));

    /// <summary>A model that says of itself something else.</summary>
    private sealed class Declared(IRecurrentModel model, string declaration) : IRecurrentModel
    {
        public ModelDescription Description { get; } = new()
        {
            Name = model.Description.Name, Features = model.Description.Features, Vocabulary = model.Description.Vocabulary, TimeSteps = 0,
            Causal = false, CausalBody = false,
            Parameters = [.. model.Description.Parameters, new ParameterInfo("dense2.weight", 0, [1, 1])],
            States = model.Description.States, Heads = model.Description.Heads,
            Declaration = declaration.Replace("Dense ", "Dense Bias=false ", StringComparison.Ordinal), Table = "",
        };

        public ParameterStore Parameters => model.Parameters;

        public ModelWorkspace CreateWorkspace(bool training) => model.CreateWorkspace(training);

        public void Forward(ModelWorkspace workspace) => model.Forward(workspace);

        public double Loss(ModelWorkspace workspace) => model.Loss(workspace);

        public void Backward(ModelWorkspace workspace, AlignedBuffer gradients) => model.Backward(workspace, gradients);
    }
}
