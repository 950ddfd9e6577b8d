using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Golden;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Conformance;

/// <summary>
/// Modules with attention computed by PyTorch (<c>nn.MultiheadAttention</c>, and Luong's and Bahdanau's decoders written by hand; see
/// <c>Attention/make.py</c>): outputs, loss, alignments and all gradients of the emitted models, and of the naive reference.
/// </summary>
public class AttentionCases
{
    private static readonly Dictionary<string, ReferenceModel> Models = new()
    {
        ["mha_4_heads"] = Self(12, new SelfAttentionLayer { Heads = 4 }),
        ["mha_causal"] = Self(10, new SelfAttentionLayer { Heads = 2, Causal = true }),
        ["mha_1_head_without_bias"] = Self(5, new SelfAttentionLayer { Bias = false }),
        ["luong_dot"] = After(new GruLayer(6), new AttentionLayer(6)),
        ["luong_general"] = After(new GruLayer(6), new AttentionLayer(7) { Score = AttentionScore.General, Size = 5 }),
        ["luong_scaled"] = After(new LstmLayer(6), new AttentionLayer(7) { Score = AttentionScore.General, Scaled = true, Size = 9 }),
        ["luong_additive"] = After(new LstmLayer(6), new AttentionLayer(7) { Score = AttentionScore.Additive, ScoreSize = 4 }),
        ["bahdanau_gru"] = Before(new GruLayer(6), new AttentionLayer(7) { Score = AttentionScore.Additive }),
        ["bahdanau_lstm"] = Before(new LstmLayer(6), new AttentionLayer(7) { Score = AttentionScore.Additive, ScoreSize = 5 }),
        ["bahdanau_general"] = Before(new LstmLayer(6), new AttentionLayer(7) { Score = AttentionScore.General, Scaled = true }),
    };

    [Fact]
    public void Every_case_of_the_folder_is_tried() =>
        Assert.Equal(
            Models.Keys.Order(),
            Directory.GetFiles(Folder(), "*.safetensors").Select(path => Path.GetFileNameWithoutExtension(path)).Order());

    [Fact]
    public void Emitted_models_and_the_reference_compute_what_PyTorch_does()
    {
        (string Name, ReferenceModel Model)[] cases = [.. Models.Select((pair, i) => (pair.Key, pair.Value with { Name = $"Case{i}" }))];
        using CompiledModels models = ModelCompiler.Compile([.. cases.Select(one => one.Model.ToSource("Cases"))]);
        Assert.All(cases, one =>
        {
            Dictionary<string, StoredTensor> file = TensorFile.Read(Path.Combine(Folder(), one.Name + ".safetensors"));
            (ReferenceData data, Dictionary<string, double[]> parameters) = Batch(file);
            var runner = new ModelRunner(models.Create($"Cases.{one.Model.Name}"));
            runner.Load(parameters);
            ModelResult emitted = runner.Run(data);
            ReferenceResult naive = ReferenceRun.Compute(one.Model, parameters, data);
            Same(
                one.Name + ": reference", file, 1e-9, naive.Loss, naive.Outputs["head"], naive.Gradients, naive.InputGradient!,
                naive.SourceGradient, [.. naive.Alignments.Values]);
            Same(
                one.Name + ": emitted", file, Closeness.Relative, emitted.Loss, emitted.Outputs["head"], emitted.Gradients,
                emitted.InputGradient!, emitted.SourceGradient, emitted.Alignments);
        });
    }

    [Fact]
    public void A_stream_of_causal_self_attention_computes_what_PyTorch_does()
    {
        using CompiledModels models = ModelCompiler.Compile((Models["mha_causal"] with { Name = "Streamed" }).ToSource("Cases"));
        Dictionary<string, StoredTensor> file = TensorFile.Read(Path.Combine(Folder(), "mha_causal.safetensors"));
        (ReferenceData data, Dictionary<string, double[]> parameters) = Batch(file);
        IRecurrentModel model = models.Create("Cases.Streamed");
        new ModelRunner(model).Load(parameters);
        TypedStream stream = new TypedModel(model).CreateStream(data.Batch);
        var batch = new ModelBatch(data);
        int width = model.Description.Heads[0].Outputs, steps = 0;
        var step = new float[data.Batch * width];
        for (int t = 0; t < data.Time; t++)
        {
            stream.Step(batch, t, step);
            for (int row = 0; row < data.Batch; row++)
            {
                if (t >= data.LengthOf(row))
                    continue;
                double[] expected = file["expect.output"].Values[(((row * data.Time) + t) * width)..(((row * data.Time) + t + 1) * width)];
                Assert.Null(
                    Closeness.Difference(
                        $"row {row} step {t}", expected, Numbers.ToDouble(step.AsSpan(row * width, width)), Closeness.Relative));
                steps++;
            }
        }

        Assert.Equal(Enumerable.Range(0, data.Batch).Sum(data.LengthOf), steps);
    }

    private static void Same(
        string what, Dictionary<string, StoredTensor> file, double relative, double loss, double[] output,
        Dictionary<string, double[]> gradients, double[] input, double[]? source, IReadOnlyList<double[]> alignments)
    {
        var compared = new HashSet<string>();
        // A sum of terms that cancel one another is as exact as they are.
        double terms = file["expect.output"].Values.Zip(file["input.w_output"].Values, (y, w) => Math.Abs(y * w)).Sum();
        Check("expect.loss", [loss], relative * terms);
        // Past a row's end the padded tensor of PyTorch has zeros where the mask has.
        Check("expect.output", output);
        Check("grad.input.x", input);
        const string Gradient = "grad.";
        Assert.Equal(
            file.Keys.Where(key => key.StartsWith(Gradient, StringComparison.Ordinal) && key is not ("grad.input.x" or "grad.source"))
                .Select(key => key[Gradient.Length..]).Order(StringComparer.Ordinal),
            gradients.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, double[] gradient) in gradients)
            Check(Gradient + name, gradient);
        Assert.Equal(file.ContainsKey("grad.source"), source is not null);
        if (source is not null)
            Check("grad.source", source);
        Assert.Equal(file.ContainsKey("expect.alignment") ? 1 : 0, alignments.Count);
        if (alignments.Count > 0)
            Check("expect.alignment", alignments[0]);
        string[] kinds = ["expect.", Gradient];
        Assert.Equal(
            file.Keys.Where(key => kinds.Any(kind => key.StartsWith(kind, StringComparison.Ordinal))).Order(), compared.Order());

        void Check(string tensor, double[] have, double absolute = 0)
        {
            compared.Add(tensor);
            Assert.Null(Closeness.Difference($"{what}: {tensor}", file[tensor].Values, have, relative, absolute));
        }
    }

    private static (ReferenceData Data, Dictionary<string, double[]> Parameters) Batch(Dictionary<string, StoredTensor> file)
    {
        const string Parameter = "param.";
        StoredTensor x = file["input.x"], source = file.GetValueOrDefault("input.source", new StoredTensor("F32", [0, 0, 0], []));
        var data = new ReferenceData
        {
            Batch = x.Shape[0],
            Time = x.Shape[1],
            Values = x.Values,
            Lengths = file["input.lengths"].Integers,
            Source = source.Values.Length > 0 ? source.Values : null,
            SourceTime = source.Shape[1],
            SourceLengths = source.Values.Length > 0 ? file["input.source_lengths"].Integers : null,
            Targets = new() { ["head"] = new ReferenceTarget { OutputGradient = file["input.w_output"].Values } },
        };
        return (data, file.Where(pair => pair.Key.StartsWith(Parameter, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[Parameter.Length..], pair => pair.Value.Values));
    }

    private static ReferenceModel Self(int width, SelfAttentionLayer layer) =>
        new("Case", new FeaturesInput(width), [layer], [new SequenceOutputHead()]);

    private static ReferenceModel After(RecurrentLayer recurrent, AttentionLayer attention) =>
        new("Case", new FeaturesInput(3), [recurrent, attention], [new SequenceOutputHead()]) { Source = new(attention.Source) };

    private static ReferenceModel Before(RecurrentLayer recurrent, AttentionLayer attention) =>
        new("Case", new FeaturesInput(3), [attention with { Asking = recurrent.StateWidth }, recurrent], [new SequenceOutputHead()])
        {
            Source = new(attention.Source)
        };

    private static string Folder() => Path.Combine(Docs.DocsFolder.Root, "tests", "Generator.Tests", "Conformance", "Attention");
}
