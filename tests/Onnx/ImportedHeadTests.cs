using LstmGen.Interchange;
using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;
using LstmGen.Interchange.Tests;
using LstmGen.Testing;
using LstmGen.Training;

namespace LstmGen.Onnx.Tests;

/// <summary>
/// Graphs with masks, rows of all steps, batch normalizations and other layouts: the class that is proposed, with its weights, answers as
/// ONNX Runtime does. What stands at padding is drawn, so that reading it would show.
/// </summary>
public sealed class ImportedHeadTests : IDisposable
{
    private const int Batch = 3, Steps = 6, Width = 4, Outputs = 2, Units = OnnxBuilder.Units;

    private static readonly int[] Lengths = [6, 4, 1];

    private static readonly string[] Masked =
        ["mean by the mask", "mean by lengths", "mean of packed", "maximum", "maximum of packed", "every step", "masked input", "last",
            "attention of valid steps"];

    private static readonly string[] Full =
        ["rows", "series", "values first", "parts", "image", "normalized", "normalized mean", "whole window", "layers", "one step",
            "attention", "attention by a product"];

    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-import-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_proposed_class_answers_as_the_graph()
    {
        string[] names = [.. Masked, .. Full];
        byte[][] files = [.. names.Select(Write)];
        ProposedModel[] proposed = [.. files.Select((file, i) => Proposal.Of(WeightFile.Read(new MemoryStream(file), names[i])))];
        using CompiledModels models = ModelCompiler.Compile([.. proposed.Select((model, i) => model.ToCSharp($"Read{i}", "Imported"))]);
        for (int i = 0; i < names.Length; i++)
        {
            string path = Path.Combine(_folder, $"{i}.safetensors");
            using (FileStream stream = File.Create(path))
                proposed[i].Save(stream, $"Read{i}");
            IRecurrentModel model = models.Create($"Imported.Read{i}");
            ModelFile.Load(model.Parameters, path);
            Compare(names[i], files[i], model, proposed[i].Canonical);
        }
    }

    private static void Compare(string name, byte[] file, IRecurrentModel model, string canonical)
    {
        bool hasLengths = Masked.Contains(name);
        int width = name == "series" ? 1 : Width, steps = name == "one step" ? 1 : Steps;
        var random = new Random(5);
        float[] x = [.. Enumerable.Range(0, Batch * steps * width).Select(_ => random.NextSingle() - 0.5f)]; // [batch, steps, width]
        float[] given = name == "values first"
            ? [.. from row in Enumerable.Range(0, Batch)
                  from k in Enumerable.Range(0, width)
                  from t in Enumerable.Range(0, steps)
                  select x[(((row * steps) + t) * width) + k]]
            : x;
        int[] shape = name switch
        {
            "series" => [Batch, steps], "values first" => [Batch, width, steps], "parts" => [Batch, steps, 2, width / 2],
            "image" => [Batch, 1, steps, width], "one step" => [Batch, width], _ => [Batch, steps, width],
        };
        using var run = new OnnxRun(file);
        float[] expected = run.Run([OnnxRun.Input("x", given, shape), .. hasLengths
            ? [OnnxRun.Input("lengths", Array.ConvertAll(Lengths, length => (long)length), Batch)]
            : Array.Empty<Microsoft.ML.OnnxRuntime.NamedOnnxValue>()]).Values.First();

        ModelWorkspace workspace = model.CreateWorkspace(training: false);
        workspace.Begin(Batch, steps, hasLengths ? Lengths : []);
        workspace.SetFeatures(x);
        model.Forward(workspace);
        var outputs = new float[expected.Length];
        workspace.Heads[0].CopyOutputs(outputs);
        int each = expected.Length / (Batch * Outputs);
        for (int k = 0; k < expected.Length; k++)
        {
            if (each > 1 && hasLengths && k / Outputs % each >= Lengths[k / (Outputs * each)])
                continue; // padding
            Assert.True(Math.Abs(expected[k] - outputs[k]) <= 1e-5, $"{name}[{k}]: {expected[k]}, not {outputs[k]}\n{canonical}");
        }
    }

    // x [batch, steps, width] and lengths as a graph of PyTorch has them.
    private static byte[] Write(string name)
    {
        OnnxDimension[] shape = name switch
        {
            "series" => ["batch", "steps"], "values first" => ["batch", Width, "steps"], "parts" => ["batch", "steps", 2, Width / 2],
            "image" => ["batch", 1, Steps, Width], "one step" => ["batch", Width], "whole window" => ["batch", Steps, Width],
            _ => ["batch", "steps", Width],
        };
        var graph = new OnnxBuilder(OnnxType.Float, shape) { Random = new Random(name.Length) };
        bool packed = name is "mean of packed" or "maximum of packed", both = packed || name == "layers";
        string lengths = Masked.Contains(name) ? graph.Input("lengths", OnnxType.Int64, "batch") : "";
        string mask = lengths.Length > 0 ? graph.Mask("x", 1, lengths, 2) : "";
        string number = mask.Length > 0 ? graph.Add("Cast", "number", [mask], OnnxAttribute.Of("to", (long)OnnxType.Float)) : "";
        OnnxAttribute gone = OnnxAttribute.Of("keepdims", 0), rowsFirst = OnnxAttribute.Of("perm", [1, 0, 2]);
        string input = name switch
        {
            "series" => graph.Add("Unsqueeze", "series", ["x", graph.Longs(2)]),
            "values first" => graph.Add("Transpose", "turned", ["x"], OnnxAttribute.Of("perm", [0, 2, 1])),
            "parts" => graph.Add("Reshape", "flat", ["x", graph.Shape("x.0", "x.1", "-1")]),
            "image" => graph.Add("Squeeze", "image", ["x", graph.Longs(1)]),
            "one step" => graph.Add("Unsqueeze", "step", ["x", graph.Longs(1)]),
            "masked input" => graph.Add("Mul", "masked", ["x", number]),
            _ => "x",
        };
        int inputs = name == "series" ? 1 : Width;
        string ends = packed ? graph.Add("Cast", "ends", [lengths], OnnxAttribute.Of("to", (long)OnnxType.Int32)) : "";
        graph.Lstm("rnn", graph.Add("Transpose", "steps first", [input], rowsFirst), inputs, ends, both: both);
        if (name == "layers")
        {
            string states = graph.Add("Gather", "top", [
                graph.Add("Reshape", "by layers", ["rnn.h", graph.Shape("1", "2", "x.0", "-1")]), graph.Long(0)]);
            return graph.Bytes(Head(graph.Add("Concat", "joined", [
                graph.Add("Gather", "forward", [states, graph.Long(0)]), graph.Add("Gather", "backward", [states, graph.Long(1)])],
                OnnxAttribute.Of("axis", 1))));
        }

        if (name == "normalized")
            return graph.Bytes(Head(Normalized(graph.Add("Squeeze", "last", ["rnn.h", graph.Longs(0)]))));
        string flow = graph.Add(
            "Transpose", "rows first", [both
                ? graph.Add(
                    "Reshape", "both",
                    [graph.Add("Transpose", "side", ["rnn.y"], OnnxAttribute.Of("perm", [0, 2, 1, 3])), graph.Longs(0, 0, -1)])
                : graph.Add("Squeeze", "squeezed", ["rnn.y", graph.Longs(1)])], rowsFirst);
        string masked = mask.Length > 0 ? graph.Add("Mul", "zeros", [flow, number]) : "";
        string lowest = mask.Length > 0 ? graph.Add("Where", "lowest", [mask, flow, graph.Float(float.NegativeInfinity)]) : "";
        switch (name)
        {
            case "mean by the mask":
                return graph.Bytes(Head(graph.Add("Div", "mean", [Sum(masked), Sum(number)])));
            case "mean by lengths" or "mean of packed":
                string count = graph.Add(
                    "Cast", "count", [graph.Add("Unsqueeze", "column", [lengths, graph.Longs(1)])],
                    OnnxAttribute.Of("to", (long)OnnxType.Float));
                return graph.Bytes(Head(graph.Add("Div", "mean", [Sum(packed ? flow : masked), count])));
            case "maximum" or "maximum of packed":
                return graph.Bytes(Head(graph.Add("ReduceMax", "max", [lowest], OnnxAttribute.Of("axes", [1L]), gone)));
            case "every step":
                return graph.Bytes(graph.Add("Mul", "masked", [Dense(flow), number]));
            case "masked input":
                return graph.Bytes(Dense(flow));
            case "last":
                string index = graph.Add("Reshape", "index", [graph.Add("Sub", "less", [lengths, graph.Long(1)]), graph.Longs(-1, 1, 1)]);
                index = graph.Add("Expand", "wide", [index, graph.Shape("x.0", "1", $"{Units}")]);
                return graph.Bytes(Head(graph.Add("Squeeze", "last", [
                    graph.Add("GatherElements", "step", [flow, index], OnnxAttribute.Of("axis", 1)), graph.Longs(1)])));
            case "attention" or "attention of valid steps":
                string scores = Dense(flow, "scores", 1);
                if (mask.Length > 0)
                    scores = graph.Add("Where", "valid scores", [mask, scores, graph.Float(-1e4f)]);
                string weights = graph.Add("Softmax", "weights", [scores], OnnxAttribute.Of("axis", 1));
                return graph.Bytes(Head(Sum(graph.Add("Mul", "weighted", [flow, weights]))));
            case "attention by a product":
                string line = graph.Add("Softmax", "weights", [
                    graph.Add("Squeeze", "line", [Dense(flow, "scores", 1), graph.Longs(2)])], OnnxAttribute.Of("axis", 1));
                return graph.Bytes(Head(graph.Add("Squeeze", "attended", [
                    graph.Add("MatMul", "product", [graph.Add("Unsqueeze", "row", [line, graph.Longs(1)]), flow]), graph.Longs(1)])));
            case "rows":
                string rows = graph.Add("Reshape", "rows", [flow, graph.Longs(-1, Units)]);
                return graph.Bytes(graph.Add("Reshape", "back", [Head(rows), graph.Shape("x.0", "x.1", "-1")]));
            case "normalized mean":
                string turned = graph.Add("Transpose", "turned", [flow], OnnxAttribute.Of("perm", [0, 2, 1]));
                return graph.Bytes(Head(graph.Add("ReduceMean", "mean", [Normalized(turned)], OnnxAttribute.Of("axes", [2L]), gone)));
            case "whole window":
                string window = graph.Add(
                    "MaxPool", "pool", [graph.Add("Transpose", "turned", [flow], OnnxAttribute.Of("perm", [0, 2, 1]))],
                    OnnxAttribute.Of("kernel_shape", [(long)Steps]), OnnxAttribute.Of("strides", [1L]));
                return graph.Bytes(Head(graph.Add("Flatten", "flat", [window])));
            default:
                return graph.Bytes(
                    Head(graph.Add("Gather", "last", [flow, graph.Long(-1)], OnnxAttribute.Of("axis", 1))));
        }

        string Sum(string value) => graph.Add("ReduceSum", "sum of " + value, [value, graph.Longs(1)], gone);

        string Head(string value) =>
            graph.Add("Gemm", "head", [value, graph.Floats((both ? 2 : 1) * Units, Outputs), graph.Floats(Outputs)]);

        string Dense(string value, string name = "head", int outputs = Outputs) => graph.Add(
            "Add", name + " bias", [graph.Add("MatMul", name, [value, graph.Floats(Units, outputs)]), graph.Floats(outputs)]);

        string Normalized(string value) => graph.Add(
            "BatchNormalization", "norm",
            [value, graph.Floats(Units), graph.Floats(Units), graph.Floats(Units), graph.Numbers(Units)]);
    }
}
