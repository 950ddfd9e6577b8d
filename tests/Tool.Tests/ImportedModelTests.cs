using System.Reflection;
using System.Text.Json;
using LstmGen.Interchange;
using LstmGen.Interchange.Structure;
using LstmGen.Testing;
using LstmGen.Tool.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Tool.Tests;

/// <summary>
/// The class that import writes: it compiles, loads its weights, declares what the file said, and answers as the network did.
/// </summary>
public sealed class ImportedModelTests
{
    [Theory]
    [InlineData("keras2-stack.h5", "keras-stack", false)]
    [InlineData("keras3-stack.keras", "keras-stack", false)]
    [InlineData("keras3-words.keras", "keras-words", true)]
    [InlineData("keras3-tags.h5", "keras-tags", false)]
    [InlineData("keras2-old.h5", "keras-old", false)]
    [InlineData("keras2-cudnn.h5", "keras-cudnn", false)]
    [InlineData("tagger.pt", "tagger", false, "Pooling = Pooling.EveryStep")]
    [InlineData("writer.pt", "writer", true)]
    [InlineData("tagger-module.pt", "tagger", false, "Pooling = Pooling.EveryStep")]
    public void Answers_as_the_network(string name, string expectation, bool tokens, string every = "")
    {
        ProposedModel proposed = Proposal.Of(WeightFile.Open(ToolProcess.File(name)));
        string text = proposed.ToCSharp("Imported", "Made");
        if (every.Length > 0) // what a state_dict does not say, and the text asks for
            text = text.Replace("[Regression(2", $"[Regression(2, {every}", StringComparison.Ordinal);
        Type model = Compile(text);
        string weights = Path.GetTempFileName();
        try
        {
            using (FileStream stream = File.Create(weights))
                proposed.Save(stream, "Imported");
            object instance = model.GetMethod("Make")!.Invoke(null, null)!;
            ModelFile.Load(((IRecurrentModel)instance).Parameters, weights, new ModelLoadOptions { AnyDeclaration = every.Length > 0 });
            string declared = ((IRecurrentModel)instance).Description.Declaration;
            if (every.Length == 0)
                Assert.Equal(Predicting(proposed.Canonical), Predicting(declared));

            using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(ToolProcess.File(expectation + ".expected")));
            float[] x = Numbers(expected, "x"), y = Numbers(expected, "y");
            float[] answer = (float[])model.GetMethod("Answer")!.Invoke(instance, [x])!;
            Assert.Equal(y.Length, answer.Length);
            for (int i = 0; i < y.Length; i++)
                Assert.Equal(y[i], answer[i], 1e-5);
        }
        finally
        {
            File.Delete(weights);
        }

        Type Compile(string declaration)
        {
            string input = tokens ? "System.Array.ConvertAll(x, value => (int)value)" : "x";
            CSharpCompilation compilation = Compilations.Create(
                declaration,
                $"namespace Made; public partial class Imported {{ public static Imported Make() => new(seed: 1); public float[] "
                + $"Answer(float[] x) => Predict({input}).ToArray(); }}");
            GeneratorDriver driver = Compilations.Driver().RunGenerators(compilation);
            Assert.Empty(driver.GetRunResult().Diagnostics);
            byte[] image = ModelCompiler.Emit(compilation.AddSyntaxTrees(driver.GetRunResult().GeneratedTrees));
            return Assembly.Load(image).GetType("Made.Imported", throwOnError: true)!;
        }
    }

    [Theory]
    [InlineData("keras2-stack.h5")]
    [InlineData("keras3-tags.keras")]
    [InlineData("keras2-old.h5")]
    [InlineData("keras2-words.h5")]
    [InlineData("writer.pt")]
    public void The_layers_that_a_written_file_has_in_its_metadata_are_those_of_the_source(string name)
    {
        ProposedModel proposed = Proposal.Of(WeightFile.Open(ToolProcess.File(name)));
        string weights = Path.GetTempFileName();
        try
        {
            using (FileStream stream = File.Create(weights))
                proposed.Save(stream, "Imported");
            ProposedModel again = Proposal.Of(WeightFile.Open(weights));
            Assert.Equal(proposed.Canonical, again.Canonical);
            Assert.Equal(DeclaredRunner.Of(proposed).Run(9, 3), DeclaredRunner.Of(again).Run(9, 3));
        }
        finally
        {
            File.Delete(weights);
        }
    }

    private static IEnumerable<string> Predicting(string declaration) =>
        declaration.Split('\n').Select(line => line.Split('|')[0].TrimEnd()).Where(line => line.Length > 0);

    private static float[] Numbers(JsonDocument document, string name) =>
        [.. document.RootElement.GetProperty(name).EnumerateArray().Select(number => number.GetSingle())];
}
