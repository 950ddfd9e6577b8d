using System.Globalization;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests.Layers;

/// <summary>Warnings and hints stand on the argument that they are about, and keep the model.</summary>
public class AdviceTests
{
    [Theory]
    [InlineData("Lstm(8, Dropout = 0.5f)", "LSTMG020", "Dropout = 0.5f",
        "Lstm: Dropout = 0.5 acts between stacked layers, of which there is one: set Layers to 2 or more, "
        + "or put [Dropout(0.5)] after it")]
    [InlineData("Lstm(9)", "LSTMG022", "Lstm(9)",
        "Lstm(9) costs as much as Lstm(16), because units are computed eight at a time: 16 or 8 fill them")]
    [InlineData("Lstm(8, Residual = true)", "LSTMG024", "Residual = true",
        "Lstm: Residual adds the input to the output, but the input has 2 channels and the output 8: make them equal or remove it")]
    [InlineData("Lstm(8, Merge = Merge.Sum)", "LSTMG023", "Merge = Merge.Sum",
        "Lstm: Merge does nothing here: there is one direction; set Bidirectional = true or remove it")]
    [InlineData("Dropout(0)", "LSTMG023", "Dropout(0)",
        "Dropout: rate does nothing here: a rate of 0 drops nothing; give one above 0 or remove the layer")]
    [InlineData("Activation(Activation.None)", "LSTMG023", "Activation(Activation.None)",
        "Activation: function does nothing here: None changes no value; name another function or remove the layer")]
    [InlineData("Conv1d(8, 1, Padding = Padding.Same)", "LSTMG023", "Padding = Padding.Same",
        "Conv1d: Padding does nothing here: a kernel of one step reaches no padding; remove it")]
    public void What_works_but_not_as_meant(string layer, string id, string place, string message)
    {
        string source = $"using LstmGen;\n[RecurrentModel, Features(2), {layer}, Regression(1)]\npublic partial class M;";
        GeneratorDriverRunResult result = Compilations.Driver().RunGenerators(Compilations.Create(source)).GetRunResult();
        Diagnostic found = Assert.Single(result.Diagnostics);
        Assert.Equal(id, found.Id);
        Assert.Equal(message, found.GetMessage(CultureInfo.InvariantCulture));
        Assert.True(found.Severity < DiagnosticSeverity.Error);
        Assert.Equal(place, source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
        Assert.NotEmpty(result.GeneratedTrees);
    }

    [Theory]
    [InlineData("Lstm(5)")]
    [InlineData("Lstm(12)")]
    [InlineData("Lstm(100)")]
    [InlineData("Lstm(8, Layers = 2, Dropout = 0.5f, Residual = true)")]
    [InlineData("Dense(8), Lstm(8, Residual = true)")]
    [InlineData("Lstm(8, Bidirectional = true, Merge = Merge.Average)")]
    [InlineData("Conv1d(8, 3, Padding = Padding.Same)")]
    public void Nothing_is_said_of_what_is_well(string layers) => Assert.Empty(
        Compilations.Driver()
            .RunGenerators(
                Compilations.Create($"using LstmGen;\n[RecurrentModel, Features(2), {layers}, Regression(1)]\npublic partial class M;"))
            .GetRunResult().Diagnostics);

    [Theory]
    [InlineData("Lstm(8, Bidirectional = true), Regression(1)",
        "M cannot stream, because [Lstm] reads from the end too: call Predict on whole sequences, or leave out Bidirectional")]
    [InlineData("Lstm(8), Conv1d(8, 3), Regression(1)",
        "M cannot stream, because [Conv1d] looks at later steps: call Predict on whole sequences, or declare the convolution with "
        + "Padding.Causal and a stride of 1")]
    public void A_stream_of_a_model_that_looks_ahead_is_an_error_at_the_call(string elements, string message)
    {
        string source =
            $"using LstmGen;\n[RecurrentModel, Features(2), {elements}]\npublic partial class M {{ object Try() => CreateStream(); }}";
        Compilations.Driver().RunGeneratorsAndUpdateCompilation(Compilations.Create(source), out Compilation after, out _);
        Diagnostic found = Assert.Single(after.GetDiagnostics(), d => d.Severity >= DiagnosticSeverity.Warning);
        Assert.Equal("LSTMG021", found.Id);
        Assert.Contains(message, found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal("CreateStream()", source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
    }
}
