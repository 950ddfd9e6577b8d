using System.Globalization;
using System.Text;

namespace LstmGen.Interchange.Tests;

/// <summary>Weights as JSON: RTNeural's layers and a state_dict.</summary>
public sealed class JsonLoadTests
{
    [Fact]
    public void RTNeural_lstm() => Answers("rtneural-lstm", new RtNeuralLstm(seed: 1), (model, x) => model.Predict(x).ToArray());

    [Fact]
    public void RTNeural_gru() => Answers("rtneural-gru", new RtNeuralGru(seed: 1), (model, x) => model.Predict(x).ToArray());

    [Fact]
    public void The_report_says_what_was_transposed_permuted_and_added()
    {
        string lstm = WeightLoader.Load(new RtNeuralLstm(seed: 1), TestFiles.Path("rtneural-lstm.json")).ToString();
        Assert.Contains("lstm.weight_ih_l0 [20, 2], transposed", lstm, StringComparison.Ordinal);
        Assert.Contains("lstm.bias_hh_l0 [20], not in the file, zero", lstm, StringComparison.Ordinal);
        string gru = WeightLoader.Load(new RtNeuralGru(seed: 1), TestFiles.Path("rtneural-gru.json")).ToString();
        Assert.Contains("gates z r h to r z n", gru, StringComparison.Ordinal);
    }

    [AmplifierFact]
    public void A_guitar_amplifier_answers_as_its_reference()
    {
        var model = new Amplifier(seed: 1);
        LoadReport report =
            WeightLoader.Load(model, Path.Combine(AmplifierFactAttribute.Folder!, "alec-wright", "ht1-ht11_model_best.json"));
        Assert.Equal(WeightFileKind.StateDictJson, report.File.Kind);

        float[][] rows = [.. File.ReadLines(Path.Combine(AmplifierFactAttribute.Folder!, "reference", "ht1-ht11_model_best.csv")).Skip(1)
            .Select(line => Array.ConvertAll(line.Split(','), text => float.Parse(text, CultureInfo.InvariantCulture)))];
        ReadOnlySpan<float> y = model.Predict(Array.ConvertAll(rows, row => row[1]));
        for (int i = 0; i < rows.Length; i++)
            Assert.Equal(rows[i][2], y[i] + rows[i][1], 1e-5); // the network gives the difference to its input
    }

    [Theory]
    [InlineData("""{"layers": [{"type": "conv1d", "weights": []}]}""", "'conv1d'")]
    [InlineData("""{"layers": [{"type": "lstm", "weights": [[[1, 2, 3, 4]], [[1, 2, 3]], [1, 2, 3, 4]]}]}""", "'lstm'")]
    [InlineData("""{"layers": [{"type": "lstm"}]}""", "no weights")]
    [InlineData("""{"layers": 3}""", "'layers'")]
    [InlineData("""{"a": [[1, 2], [3]]}""", "'a' has arrays of 2 and of 1 values")]
    [InlineData("""{"a": [1, "2"]}""", "'a' holds String")]
    [InlineData("""{"a": [1, 1e999]}""", "'a' holds 1e999, which is not finite in single precision")]
    [InlineData("""{"a": [-1e39]}""", "'a' holds -1e39, which")]
    [InlineData("""{"a": []}""", "'a' has an empty array")]
    [InlineData("""{"state_dict": {}}""", "without tensors")]
    [InlineData("""{"weight_map": {"a": "../a.safetensors"}}""", "beside its index")]
    [InlineData("""{"\ud800aaaaaaaaaaaaaaaaaaaa": [1]}""", "a name in its JSON is not valid")]
    [InlineData("""{"state_dict": {"\ud800": [1]}}""", "a name in its JSON is not valid")]
    [InlineData("""{"layers": [{"\ud800aaaaaaaaaaaaaaaaaaaa": 1}]}""", "a name in its JSON is not valid")]
    [InlineData("""{"a": [1, 2""", "JSON")]
    public void Bad_JSON_is_refused_by_name(string text, string said)
    {
        var e = Assert.Throws<InterchangeException>(
            () => WeightFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), folder: AppContext.BaseDirectory));
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_before_JSON_is_passed_over()
    {
        byte[] text = [0xEF, 0xBB, 0xBF, .. "\r\n{\"a\": [1, 2]}"u8];
        Assert.Equal([1f, 2f], Assert.Single(WeightFile.Read(new MemoryStream(text)).Tensors).ToSingles());
    }

    private static void Answers<T>(string name, T model, Func<T, float[], float[]> predict)
        where T : IRecurrentModel
    {
        LoadReport report = WeightLoader.Load(model, TestFiles.Path(name + ".json"));
        Assert.Equal(WeightFileKind.RtNeural, report.File.Kind);
        (float[] x, float[] expected) = TestFiles.Expected(name);
        float[] y = predict(model, x);
        Assert.Equal(expected.Length, y.Length);
        for (int i = 0; i < y.Length; i++)
            Assert.Equal(expected[i], y[i], 1e-6);
    }
}
