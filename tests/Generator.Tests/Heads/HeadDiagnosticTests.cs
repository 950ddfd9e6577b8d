using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests.Heads;

/// <summary>What cannot work is an error on the attribute, with its fix.</summary>
public class HeadDiagnosticTests
{
    [Theory]
    [InlineData("[Features(2)][Lstm(3)]", "[Regression(1, Loss = RegressionLoss.Quantile, Quantile = 1f)]", "LSTMG011", "Quantile",
        "between 0 and 1")]
    [InlineData("[Features(2)][Lstm(3)]", "[Regression(1, Delta = 0f)]", "LSTMG011", "Delta", "above 0")]
    [InlineData("[Features(2)][Lstm(3)]", "[Regression(1, Loss = (RegressionLoss)9)]", "LSTMG011", "Loss", "member of RegressionLoss")]
    [InlineData("[Features(2)][Lstm(3)]", "[MultiLabel(1, Pooling = (Pooling)7)]", "LSTMG011", "Pooling", "member of Pooling")]
    [InlineData("[Features(2)][Lstm(3)]", "[MultiLabel(0)]", "LSTMG006", "labels", "at least 1")]
    [InlineData("[Features(2)][Lstm(3)]", "[Classification(3, LabelSmoothing = 1f)]", "LSTMG007", "LabelSmoothing", "below 1")]
    [InlineData("[Features(2)][Lstm(3)]", "[Tagging(1)]", "LSTMG006", "tags", "at least 2")]
    [InlineData("[Features(2)][Lstm(3)]", "[Tagging(3, LabelSmoothing = -0.5f)]", "LSTMG007", "LabelSmoothing", "at least 0")]
    [InlineData("[Features(2)][Lstm(3)]", "[Tagging(3, Crf = true, LabelSmoothing = 0.1f)]", "LSTMG013", "LabelSmoothing",
        "leave one of them out")]
    [InlineData("[Features(2)][Lstm(3)]", "[Tagging(3, Crf = true, IgnoreIndex = -1)]", "LSTMG013", "IgnoreIndex", "leave one of them out")]
    [InlineData("[Features(2)][Lstm(3)]", "[Ctc(4, Blank = 4)]", "LSTMG011", "Blank", "0 to 3")]
    [InlineData("[Features(2)][Lstm(3)]", "[Ctc(1)]", "LSTMG006", "symbols", "at least 2")]
    [InlineData("[Features(2)][Lstm(3)]", "[LanguageModel]", "LSTMG013", "LanguageModel", "use [Embedding(vocabulary, size)]")]
    [InlineData("[Embedding(9, 4)][Lstm(3)]", "[LanguageModel(TieWeights = true)]", "LSTMG013", "TieWeights", "[Dense(4)]")]
    [InlineData("[Features(2)][Lstm(3)]", "[Ctc(4, LossWeight = -1f)]", "LSTMG011", "LossWeight", "at least 0")]
    [InlineData("[Features(2)][Lstm(3)]", "[Regression(1)][Tagging(2)]", "LSTMG012", "head", "another Name")]
    public void Wrong_heads_do_not_compile(string body, string head, string id, string what, string fix)
    {
        string source = $"using LstmGen;\n[RecurrentModel]{body}\n{head}\npublic partial class M;\n";
        GeneratorDriverRunResult result = Compilations.Driver().RunGenerators(Compilations.Create(source)).GetRunResult();
        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(2, diagnostic.Location.GetLineSpan().StartLinePosition.Line);
        string message = diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(what, message);
        Assert.Contains(fix, message);
        Assert.All(result.GeneratedTrees, tree => Assert.EndsWith(".Signatures.g.cs", tree.FilePath, StringComparison.Ordinal));
    }

    [Fact]
    public void A_method_called_as_the_decoder_is_taken()
    {
        const string Source =
            "using LstmGen;\n[RecurrentModel][Features(2)][Lstm(3)][Tagging(2)]\npublic partial class M { void Decode() { } }\n";
        Diagnostic diagnostic = Assert.Single(Compilations.Driver().RunGenerators(Compilations.Create(Source)).GetRunResult().Diagnostics);
        Assert.Equal("LSTMG009", diagnostic.Id);
    }
}
