using LstmGen.CompilerServices;

namespace LstmGen.Interchange.Tests;

/// <summary>Weights that this assembly carries, from a file that lstmgen import wrote.</summary>
public sealed class CompiledWeightsTests
{
    [Fact]
    public void A_model_with_compiled_in_weights_answers_as_the_network_of_its_file()
    {
        (float[] x, float[] expected) = TestFiles.Expected("keras-words");
        PretrainedWords model = PretrainedWords.Pretrained();
        Assert.Equal(expected[0], model.Predict(Array.ConvertAll(x, value => (int)value))[0], 1e-6);
        Assert.NotSame(model.Parameters, PretrainedWords.Pretrained().Parameters); // each call its own
    }

    [Fact]
    public void A_missing_resource_is_named()
    {
        var e =
            Assert.Throws<SafetensorsException>(
                () => CompiledWeights.Load(PretrainedWords.Description, typeof(PretrainedWords), "LstmGen.Weights.Nothing"));
        Assert.Contains("'LstmGen.Weights.Nothing'", e.Message, StringComparison.Ordinal);
    }
}

/// <summary>The network of Files/keras3-words.keras, whose weights are compiled in.</summary>
[RecurrentModel]
[Embedding(11, 3, Name = "words")]
[Gru(4, Bidirectional = true, Name = "both")]
[MultiLabel(1, Name = "answer")]
internal sealed partial class PretrainedWords;
