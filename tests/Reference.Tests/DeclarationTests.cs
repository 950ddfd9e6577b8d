using LstmGen.Reference.Random;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Reference.Tests;

/// <summary>A model prints itself as C# in the vocabulary.</summary>
public class DeclarationTests
{
    [Fact]
    public void Declaration_lists_attributes_in_order_and_leaves_out_defaults()
    {
        var model = new ReferenceModel(
            "Sentiment", new EmbeddingInput(100, 8) { PaddingIndex = 0 },
            [new LstmLayer(5) { Layers = 2, Bidirectional = true, Dropout = 0.3f }, new NormLayer()],
            [new ClassificationHead(2) { Pooling = Pooling.Attention }, new RegressionHead(1) { Name = "score", LossWeight = 0.5f }]);
        Assert.Equal(
            """
            [RecurrentModel]
            [Embedding(100, 8, PaddingIndex = 0)]
            [Lstm(5, Layers = 2, Bidirectional = true, Dropout = 0.3f)]
            [LayerNorm]
            [Classification(2, Pooling = Pooling.Attention)]
            [Regression(1, Name = "score", LossWeight = 0.5f)]
            public partial class Sentiment;

            """.ReplaceLineEndings("\n"), model.Declaration);
    }

    [Fact]
    public void Options_that_do_not_change_the_numbers_are_printed_too()
    {
        var model = new ReferenceModel("Model", new FeaturesInput(1), [new LstmLayer(2) { ForgetBias = 1 }], [new RegressionHead(1)])
        {
            Backends = Backends.Simd | Backends.Ilgpu, TimeSteps = 10, Unroll = 10, Initialization = Initialization.Keras,
        };
        Assert.StartsWith(
            "[RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu, TimeSteps = 10, Unroll = 10, "
            + "Initialization = Initialization.Keras)]\n"
            + "[Features(1)]\n[Lstm(2, ForgetBias = 1f)]\n", model.Declaration, StringComparison.Ordinal);
    }

    [Fact]
    public void Prefixes_are_kinds_numbered_from_the_second_on_or_names()
    {
        var model = new ReferenceModel(
            "Model", new FeaturesInput(2), [new LstmLayer(2), new GruLayer(2), new LstmLayer(2), new DenseLayer(2) { Name = "bottleneck" }],
            [new SequenceOutputHead()]);
        Assert.Equal(["lstm", "gru", "lstm2", "bottleneck"], model.Prefixes);
    }

    [Fact]
    public void Random_declarations_compile_against_the_attributes()
    {
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "netstandard.dll");
        var references =
            trusted.Append(typeof(RecurrentModelAttribute).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path));
        var sources =
            Enumerable.Range(0, 150)
                .Select(seed => RandomModels.Draw(seed, RandomModelOptions.Everything with { MaxSize = 7 }).Model.ToSource("Drawn"));
        var compilation = CSharpCompilation.Create(
            "Drawn", sources.Select(source => CSharpSyntaxTree.ParseText(source)), references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString()));
    }
}
