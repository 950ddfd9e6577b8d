using LstmGen.Interchange.Pickle;
using LstmGen.Interchange.PyTorch;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Tests;

/// <summary>Dictionaries of tensors and other values, as modules with <c>get_extra_state</c> give them.</summary>
public sealed class StateDictTests
{
    private static readonly TorchTensor Tensor = new(new TorchStorage("0", SafetensorsType.F32, 1), SafetensorsType.F32, 0, [1], [1]);

    [Theory]
    [InlineData(null, "its dictionary has 3 tensors")]
    [InlineData("model", "its dictionary 'model' has 3 tensors")]
    public void An_entry_that_is_no_tensor_is_named(string? inside, string said)
    {
        PickleDict weights = Dict(("rnn.weight", Tensor), ("rnn.bias", Tensor), ("_extra_state", 3L), ("fc.weight", Tensor));
        object root = inside is null ? weights : Dict(("epoch", 3L), ("loss", Tensor), (inside, weights));
        string message = Assert.Throws<FormatException>(() => StateDict.Find(root, new EntryChoice(null))).Message;
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.Contains("'_extra_state', which is none", message, StringComparison.Ordinal);
        message = Assert.Throws<FormatException>(() => StateDict.Find(root, new EntryChoice("state"))).Message;
        Assert.Contains("there are no weights at Entry 'state'", message, StringComparison.Ordinal);
        Assert.Contains("'_extra_state', which is none", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_of_equal_weights_keep_their_own_names()
    {
        using var stream = new MemoryStream();
        SafetensorsEntry Entry(string name, params long[] shape) =>
            SafetensorsEntry.Create(name, new float[shape.Aggregate(1, (count, size) => count * (int)size)], shape);
        SafetensorsWriter.Write(
            stream,
            [Entry("rnn.weight_ih_l0", 3, 3), Entry("rnn.weight_hh_l0", 3, 3), Entry("one.weight", 3, 3), Entry("one.bias", 3),
                Entry("two.weight", 3, 3), Entry("two.bias", 3)],
            new Dictionary<string, string>());
        stream.Position = 0;
        string text = Proposal.Of(WeightFile.Read(stream)).ToCSharp("Made", null);
        Assert.Contains("[Dense(3, Name = \"one\")]", text, StringComparison.Ordinal);
        Assert.Contains("[Regression(3, Name = \"two\")]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_are_no_text_are_shown_where_they_can_be()
    {
        Assert.Contains("'7', which", Message((7L, Tensor), ("a", Tensor)), StringComparison.Ordinal);
        Assert.Contains("'another key', which", Message((new PickleTuple([1L]), Tensor), ("a", Tensor)), StringComparison.Ordinal);
        Assert.Contains("no dictionary of named tensors", Message(("epoch", 3L)), StringComparison.Ordinal);
        Assert.Contains("no dictionary of named tensors", Message(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_beside_a_dictionary_of_tensors_alone_are_not_in_the_way()
    {
        (List<KeyValuePair<string, TorchTensor>> tensors, string path) = StateDict.Find(
            Dict(("loss", Tensor), ("epoch", 3L), ("weights", Dict(("a", Tensor), ("b", Tensor)))), new EntryChoice(null));
        Assert.Equal((2, "weights"), (tensors.Count, path));
    }

    private static string Message(params (object Key, object Value)[] pairs) =>
        Assert.Throws<FormatException>(() => StateDict.Find(Dict(pairs), new EntryChoice(null))).Message;

    private static PickleDict Dict(params (object Key, object Value)[] pairs)
    {
        var dictionary = new PickleDict();
        foreach ((object key, object value) in pairs)
            dictionary.Set(key, value);
        return dictionary;
    }
}
