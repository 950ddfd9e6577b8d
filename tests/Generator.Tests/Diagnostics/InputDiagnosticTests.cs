using System.Globalization;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests.Diagnostics;

/// <summary>Skips and columns of categories that do not fit are told where they stand.</summary>
public class InputDiagnosticTests
{
    [Theory]
    [InlineData(
        "Features(3), Lstm(4, Name = \"first\"), Dense(2), [|Skip(From = \"lstm\")|], Regression(1)", "LSTMG013",
        "Skip: From = \"lstm\" is the name of no layer before it: name one of 'first', 'dense', or leave it out to join the model's input")]
    [InlineData(
        "Features(3), Dropout(0.5f), [|Skip(From = \"skip\")|], Regression(1)", "LSTMG013",
        "Skip: From = \"skip\" is the name of no layer before it: leave it out to join the model's input")]
    [InlineData(
        "Features(3), Conv1d(4, 3), Lstm(3), [|Skip|], Regression(1)", "LSTMG013",
        "Skip: the model's input has T steps and what it is joined with T - 2, because a convolution between them changes their number: "
        + "declare that with Padding.Same or Padding.Causal and a stride of 1, or name a layer behind it")]
    [InlineData(
        "Features(3), Lstm(4, Bidirectional = true), [|Skip(Merge = Merge.Sum)|], Regression(1)", "LSTMG013",
        "Skip: Merge.Sum joins value by value, but the model's input has 3 channels and what it is joined with 8: make them equal, "
        + "or use Merge.Concatenate")]
    [InlineData(
        "Features(3), Lstm(4), Dense(2), [|Skip(From = \"lstm\", Merge = Merge.Multiply)|], Regression(1)", "LSTMG013",
        "Skip: Merge.Multiply joins value by value, but 'lstm' has 4 channels and what it is joined with 2: make them equal, "
        + "or use Merge.Concatenate")]
    [InlineData("Features(3), Lstm(4, Name = \"skip\"), [|Skip|], Regression(1)", "LSTMG012",
        "The name 'skip' is used twice: give one of them another Name")]
    [InlineData(
        "Embedding(9, 4), [|Embedding(3, 2, Column = 0)|], Lstm(4), Regression(1)", "LSTMG013",
        "Embedding: Column = 0 is a column of [Features], which the model does not have: put [Features(n)] before it, or remove Column")]
    [InlineData(
        "Features(3), Lstm(4), [|Embedding(3, 2, Column = 0)|], Regression(1)", "LSTMG013",
        "Embedding: Column = 0 stands behind a layer: put it directly behind [Features]")]
    [InlineData(
        "Features(3), Embedding(3, 2, Column = 1), Lstm(4), [|Embedding(3, 2, Column = 0)|], Regression(1)", "LSTMG013",
        "Embedding: Column = 0 stands behind a layer: put it directly behind [Features]")]
    [InlineData(
        "Features(3), [|Embedding(3, 2, Column = 3)|], Lstm(4), Regression(1)", "LSTMG013",
        "Embedding: Column = 3 is none of [Features(3)], whose columns are 0 to 2: name one of them, or give [Features] more")]
    [InlineData(
        "Features(1), Embedding(3, 2, Column = 0), [|Embedding(4, 2, Column = 0)|], Lstm(4), Regression(1)", "LSTMG013",
        "Embedding: Column = 0 has an [Embedding] already: leave one out, or name another column")]
    [InlineData("Features(3), Embedding(3, 2, [|Column = -1|]), Lstm(4), Regression(1)", "LSTMG006",
        "Embedding: Column is -1: give a whole number of at least 0")]
    [InlineData(
        "Features(3), Embedding(3, 2, Column = 1, [|Dropout = 0.5f|]), Lstm(4), Regression(1)", "LSTMG011",
        "Embedding: Dropout is 0.5: vectors of a column have none of their own; put [Dropout] behind the last [Embedding]")]
    [InlineData(
        "Features(3), Embedding(3, 2, Column = 1), [|Embedding(3, 2, Column = 2, Name = \"embedding\")|], Lstm(4), Regression(1)",
        "LSTMG012",
        "The name 'embedding' is used twice: give one of them another Name")]
    [InlineData(
        "Features(3), Embedding(3, 2, Column = 1, Name = \"weights\"), Lstm(4), Regression(1)", "LSTMG017",
        "The name 'weights' cannot be used, because the model has the member 'Weights' already: give another Name")]
    [InlineData("Features(3), [|Embedding(3, 2)|], Lstm(4), Regression(1)", "LSTMG003",
        "'M' has a second input: keep one of [Features] and [Embedding], or give [Embedding] a Column of [Features]")]
    public void Faults_are_said_where_they_are(string attributes, string id, string message)
    {
        int begin = attributes.IndexOf("[|", StringComparison.Ordinal), end = attributes.IndexOf("|]", StringComparison.Ordinal);
        string plain = begin < 0 ? attributes : attributes.Remove(end, 2).Remove(begin, 2);
        string source = $"using LstmGen; [RecurrentModel, {plain}] public partial class M;";
        Diagnostic found = Assert.Single(Compilations.Driver().RunGenerators(Compilations.Create(source)).GetRunResult().Diagnostics);
        Assert.Equal((id, message), (found.Id, found.GetMessage(CultureInfo.InvariantCulture)));
        if (begin >= 0)
            Assert.Equal(attributes[(begin + 2)..end], source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
    }
}
