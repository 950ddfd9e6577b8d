using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>A model with causal self-attention, and what its streams are held against: the whole sequence.</summary>
public abstract class StreamedAttention
{
    protected const int Vocabulary = 9;

    protected DeepSelfWriter Model { get; } = Attentive(new DeepSelfWriter(3));

    protected static int[] Text(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.Next(Vocabulary))];
    }

    protected static float[] Read(DeepSelfWriter.Stream stream, int[] text)
    {
        var step = new float[Vocabulary];
        foreach (int token in text)
            stream.Step([token], step);
        return step;
    }

    protected float[] After(int[] text) => Model.Predict(text).ToArray()[^Vocabulary..];

    protected static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 2e-6f);
    }

    private static T Attentive<T>(T model)
        where T : IRecurrentModel
    {
        foreach (ParameterInfo info in model.Parameters.Description.Parameters)
            model.Parameters.Update(
                info.Name, values => Elementwise.Scale(values, info.Name.Contains("attention", StringComparison.Ordinal) ? 3 : 2));
        return model;
    }
}
