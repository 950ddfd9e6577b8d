using LstmGen.Generator.Emitting;
using LstmGen.Reference.Random;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests.Code;

/// <summary>What a text declares is found by its lines; the compiler's parser finds the same.</summary>
public class EmittedMemberTests
{
    private const string Gpu = "RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu";

    [Fact]
    public void Members_of_random_models_are_those_that_the_compiler_reads()
    {
        string[] sources =
        [
            .. Enumerable.Range(0, 60)
                .Select(seed => RandomModels.Draw(seed, RandomModelOptions.Everything).Model.ToSource("Drawn" + seed)),
            .. Enumerable.Range(0, 6).Select(seed => AttentionDraw.Decoder(seed).Model.ToSource("Decoder" + seed)),
            .. Enumerable.Range(0, 6).Select(seed => AttentionDraw.Self(seed).Model.ToSource("Self" + seed)),
        ];
        GeneratorDriverRunResult result = Run([.. sources.Select((source, index) => index % 3 == 0 ? OnGpu(source) : source)]);
        Assert.Contains(result.GeneratedTrees, tree => tree.FilePath.EndsWith(".Ilgpu.g.cs", StringComparison.Ordinal));
        int count = result.GeneratedTrees.Sum(tree => Compared(tree.ToString(), 0));
        Assert.True(count > 10_000, $"Only {count} members.");
    }

    [Theory]
    [InlineData(0, "namespace Ours; @ public partial class M<T> where T : class;")]
    [InlineData(1, "partial struct Outer { @ private partial class M { public M(int a, string b) : this((long)a) { } } }")]
    [InlineData(2, "namespace Ours { partial class A { partial record B { @ internal partial class @class; } } }")]
    public void Types_around_a_model_are_not_its_members(int depth, string around)
    {
        string source = "using LstmGen;\n" + around.Replace(
            "@ ", $"[{Gpu}), Features(2), Lstm(3, Bidirectional = true), Regression(2, Name = \"size\"), Classification(3)]");
        GeneratorDriverRunResult result = Run(source);
        Assert.Empty(result.Diagnostics);
        foreach (SyntaxTree tree in result.GeneratedTrees.Where(tree => !tree.FilePath.Contains("LstmGen.Emitted")))
            Assert.True(Compared(tree.ToString(), depth) > 10);
    }

    [Theory]
    [InlineData("global::System.ReadOnlySpan<float>", "ReadOnlySpan<float>")]
    [InlineData("sys::Span<gen::Row.Place?>[]", "Span<Place>[]")]
    [InlineData("(int, @class.@event)", "(int,event)")]
    [InlineData("Ünder_score2.Größe", "Größe")]
    public void Types_are_compared_without_namespaces(string type, string plain) => Assert.Equal(plain, EmittedMembers.Plain(type));

    private static string OnGpu(string source) => source.Replace(
        source.Contains("RecurrentModel(", StringComparison.Ordinal) ? "RecurrentModel(" : "RecurrentModel",
        source.Contains("RecurrentModel(", StringComparison.Ordinal) ? Gpu + ", " : Gpu + ")");

    private static GeneratorDriverRunResult Run(params string[] sources)
    {
        GeneratorDriverRunResult result =
            Compilations.Driver().RunGenerators(Compilations.Create([.. sources, Gpus.StandIn])).GetRunResult();
        Assert.Null(result.Results.Single().Exception);
        return result;
    }

    private static int Compared(string text, int depth)
    {
        EmittedMember[] parsed = [.. ParsedMembers.Of(text, depth)], read = [.. EmittedMembers.Of(text, depth)];
        Assert.Equal(parsed, read);
        return read.Length;
    }
}
