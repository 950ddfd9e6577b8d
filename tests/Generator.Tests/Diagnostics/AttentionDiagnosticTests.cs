using System.Globalization;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests.Diagnostics;

/// <summary>What cannot work between an encoder and its decoder is said of the decoder, on the attribute at fault.</summary>
public class AttentionDiagnosticTests
{
    private const string Reader =
        "[RecurrentModel, Embedding(9, 4), Lstm(6, Bidirectional = true), SequenceOutput] public partial class Reader;";

    [Theory]
    [InlineData("[|Source(typeof(string))|], Features(1), Lstm(2), Regression(1)", "LSTMG040",
        "[Source]: String is no model: name a class with [RecurrentModel]")]
    [InlineData("[|Source(typeof(M))|], Features(1), Lstm(2), Regression(1)", "LSTMG040",
        "[Source]: M has a [Source] of its own: name a model that reads nothing but its own input")]
    [InlineData(
        "[|Source(typeof(Reader))|], Features(1), Lstm(6), Regression(1)", "LSTMG040",
        "[Source]: Reader ends in h of 2 x 6 units and c of 2 x 6 units, and this model starts from h of 6 units and c of 6 units: "
        + "use Bridge.Dense or Bridge.None, or declare both with the same cells, layers, directions and units")]
    [InlineData("[|Source(typeof(Reader), Bridge = Bridge.Dense)|], Features(1), Dense(2), Regression(1)", "LSTMG040",
        "[Source]: Bridge.Dense carries states, and this model has none: use Bridge.None")]
    [InlineData(
        "Features(1), Lstm(2), [|Attention|], Regression(1)", "LSTMG041",
        "[Attention]: it has no source to attend to: add [Source(typeof(Encoder))] with the model that reads the source")]
    [InlineData(
        "Source(typeof(Reader), Bridge = Bridge.Dense), Features(1), Lstm(6), [|Attention|], Regression(1)", "LSTMG041",
        "[Attention]: Dot compares values of equal width, and the query has 6, Reader 12: make them equal, "
        + "or use AttentionScore.General or AttentionScore.Additive")]
    [InlineData(
        "Source(typeof(Reader), Bridge = Bridge.Dense), Features(1), [|Attention(Score = AttentionScore.Additive, Size = 3)|], "
        + "Lstm(6), Regression(1)", "LSTMG041",
        "[Attention]: Size = 3 is of attention after a recurrent layer, and this stands before [Lstm], "
        + "whose input its context joins: remove Size")]
    [InlineData(
        "Source(typeof(Reader), Bridge = Bridge.None), Features(1), [|Attention(Score = AttentionScore.Additive)|], Gru(6, "
        + "Bidirectional = true), Regression(1)", "LSTMG041",
        "[Attention]: it stands before [Gru] and asks with its h of the step before, but that runs in both directions: "
        + "remove Bidirectional, or put [Attention] after it")]
    [InlineData(
        "Source(typeof(Reader), Bridge = Bridge.Dense), Features(1), Conv1d(3, 2, Stride = 2), Lstm(6), "
        + "[|Attention(Score = AttentionScore.Additive)|], Regression(1)", "LSTMG041",
        "[Attention]: it stands after a convolution that changes the number of steps, and weights are one row per step that is read: "
        + "declare the convolution with Padding.Same or Padding.Causal and a stride of 1")]
    [InlineData(
        "Source(typeof(Reader), Bridge = Bridge.Dense), Features(1), Conv1d(8, 3), Lstm(6), "
        + "[|Attention(Score = AttentionScore.General)|], Regression(1)", "LSTMG041",
        "[Attention]: it stands after a convolution that changes the number of steps, and weights are one row per step that is read: "
        + "declare the convolution with Padding.Same or Padding.Causal and a stride of 1")]
    [InlineData(
        "Source(typeof(Plain)), Features(1), Gru(3), [|Attention|], Regression(1)", "LSTMG041",
        "[Attention]: Plain has no [SequenceOutput], whose values it reads: end Plain with [SequenceOutput]")]
    [InlineData(
        "Features(1), Lstm(7), [|SelfAttention(Heads = 2)|], Regression(1)", "LSTMG013",
        "SelfAttention: Heads = 2 does not divide the 7 channels that it reads, which its heads share out: give a divisor of 7")]
    [InlineData(
        "Source(typeof(Reader), Bridge = Bridge.Dense), Features(1), Lstm(6), Attention(Score = AttentionScore.Additive, "
        + "[|Scaled = true|]), Regression(1)", "LSTMG011",
        "Attention: Scaled is true: the additive score is no dot product; remove Scaled, or choose another Score")]
    [InlineData(
        "Source(typeof(Reader), [|Bridge = (Bridge)9|]), Features(1), Lstm(6), Regression(1)", "LSTMG011",
        "Source: Bridge is 9: give a member of Bridge")]
    [InlineData(
        "Source(typeof(Reader), Bridge = Bridge.Dense), Features(1), Lstm(6), Attention([|Score = (AttentionScore)9|]), Regression(1)",
        "LSTMG011", "Attention: Score is 9: give a member of AttentionScore")]
    public void Faults_are_said_where_they_are(string attributes, string id, string message)
    {
        int begin = attributes.IndexOf("[|", StringComparison.Ordinal), end = attributes.IndexOf("|]", StringComparison.Ordinal);
        string plain = attributes.Remove(end, 2).Remove(begin, 2);
        string source =
            $"using LstmGen; {Reader} [RecurrentModel, Features(1), Gru(3), Regression(1)] public partial class Plain; "
            + $"[RecurrentModel, {plain}] public partial class M;";
        var result = Compilations.Driver().RunGenerators(Compilations.Create(source)).GetRunResult();
        Diagnostic found = Assert.Single(result.Diagnostics);
        Assert.Equal((id, message), (found.Id, found.GetMessage(CultureInfo.InvariantCulture)));
        Assert.Equal(attributes[(begin + 2)..end], source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
    }

    // One mistake is one error: the sizes of the encoder are its own, and the decoder says nothing of them.
    [Theory]
    [InlineData("Lstm(16000000, Layers = 100)", "LSTMG013", "more than 2147483647 values")]
    [InlineData("Lstm(16000000)", "LSTMG014", "more than one block can hold")]
    public void Sizes_that_no_array_holds_are_told_at_the_encoder(string layer, string id, string said)
    {
        string source = $"using LstmGen; [RecurrentModel, Embedding(9, 4), {layer}, SequenceOutput] public partial class Reader; "
            + "[RecurrentModel, Source(typeof(Reader), Bridge = Bridge.Dense), Features(1), Lstm(6), Regression(1)] "
            + "public partial class M;";
        Diagnostic found = Assert.Single(Compilations.Driver().RunGenerators(Compilations.Create(source)).GetRunResult().Diagnostics);
        Assert.Equal(id, found.Id);
        Assert.Contains(said, found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.True(found.Location.SourceSpan.End < source.IndexOf("class M", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Lstm(16000000, Layers = 100)")]
    [InlineData("Gru(16000000, Layers = 64), Gru(16000000, Layers = 63, Bidirectional = true)")]
    public void Sizes_of_a_decoder_that_no_array_holds_are_one_error(string layer)
    {
        string source =
            $"using LstmGen; {Reader} [RecurrentModel, Source(typeof(Reader), Bridge = Bridge.None), Features(1), {layer}, Regression(1)] "
            + "public partial class M;";
        Diagnostic found = Assert.Single(Compilations.Driver().RunGenerators(Compilations.Create(source)).GetRunResult().Diagnostics);
        Assert.Contains("2147483647 values", found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    // What the decoder depends on is read of the encoder's class, wherever it stands.
    [Fact]
    public void A_change_of_the_encoder_is_noticed_in_the_decoder()
    {
        const string Decoder =
            "using LstmGen; [RecurrentModel, Source(typeof(Reader), Bridge = Bridge.Dense), Features(1), Lstm(12), Attention, "
            + "Regression(1)] public partial class M;";
        var driver = Compilations.Driver().RunGenerators(Compilations.Create("using LstmGen; " + Reader, Decoder));
        Assert.Empty(driver.GetRunResult().Diagnostics);
        driver =
            driver.RunGenerators(
                Compilations.Create("using LstmGen; " + Reader.Replace("Lstm(6", "Lstm(5", StringComparison.Ordinal), Decoder));
        Assert.Equal("LSTMG041", Assert.Single(driver.GetRunResult().Diagnostics).Id);
    }

    [Fact]
    public void A_model_with_self_attention_that_is_not_causal_says_that_it_cannot_stream()
    {
        Diagnostic error = Assert.Single(StreamErrors("Lstm(4), SelfAttention(Causal = true), SelfAttention(Heads = 2)"));
        Assert.Equal("LSTMG021", error.Id);
        Assert.Contains(
            "M cannot stream, because [SelfAttention] sees the whole sequence: call Predict on whole sequences, "
            + "or declare it with Causal = true",
            error.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(StreamErrors("Lstm(4), SelfAttention(Causal = true), SelfAttention(Heads = 2, Causal = true)"));
    }

    // A convolution's past stands among the states; h and c are bridged as if it were not there.
    [Theory]
    [InlineData("", "")]
    [InlineData("Conv1d(4, 3, Padding = Padding.Causal), ", "")]
    [InlineData("", "Conv1d(3, 2, Padding = Padding.Causal), ")]
    [InlineData("Conv1d(4, 3, Padding = Padding.Causal), ", "SelfAttention(Causal = true), Conv1d(3, 2, Padding = Padding.Causal), ")]
    public void Dense_bridges_carry_states_of_cells_alone(string encoder, string decoder)
    {
        using CompiledModels models = ModelCompiler.Compile($$"""
            using LstmGen; namespace Bridged;
            [RecurrentModel, Features(2), {{encoder}}Lstm(6), SequenceOutput] public partial class Reader;
            [RecurrentModel, Source(typeof(Reader), Bridge = Bridge.Dense), Features(2), {{decoder}}Lstm(5), Regression(1)]
            public partial class M;
            """);
        ModelDescription description = models.Create("Bridged.M").Description, read = models.Create("Bridged.Reader").Description;
        Assert.Equal(
            ["bridge.bias_c_l0", "bridge.bias_h_l0", "bridge.weight_c_l0", "bridge.weight_h_l0"],
            description.Parameters.Select(parameter => parameter.Name).Where(name => name.StartsWith("bridge.", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        Assert.Equal(
            [("lstm.h", "lstm.h"), ("lstm.c", "lstm.c")],
            description.Bridges.Select(bridge => (
                description.States.Single(state => state.Offset == bridge.Offset).Name,
                read.States.Single(state => state.Offset == bridge.Inputs[0].Offset).Name)));
    }

    private static IEnumerable<Diagnostic> StreamErrors(string layers)
    {
        var compilation = Compilations.Create(
            $"using LstmGen; [RecurrentModel, Features(2), {layers}, Regression(1, Pooling = Pooling.EveryStep)] public partial class M; "
            + $"static class U {{ static void F(M m) => m.CreateStream(); }}");
        Compilations.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _);
        return updated.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);
    }
}
