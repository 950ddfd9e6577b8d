using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Decoders that attend to the outputs of <see cref="BothWaysReader"/>, by number.</summary>
internal static class AttentionWriters
{
    private static readonly Func<IRecurrentModel>[] All = [() => new LuongWriter(2), () => new BahdanauWriter(3),
        () => new TwiceWriter(4), () => new SelfAndSourceWriter(5)];

    /// <summary>The numbers of all.</summary>
    public static TheoryData<int> Numbers => [0, 1, 2, 3];

    /// <summary>A new decoder.</summary>
    public static IRecurrentModel Create(int number) => All[number]();

    /// <summary>The softmax of logits at one index.</summary>
    public static float Probability(float[] logits, int index) =>
        (float)(Math.Exp(logits[index] - logits.Max()) / logits.Sum(logit => Math.Exp(logit - logits.Max())));

    /// <summary>
    /// Doubles weights of attention and bridges: as they are drawn they are so small that attention hardly looks anywhere.
    /// </summary>
    public static void Widen(ParameterStore parameters)
    {
        foreach (ParameterInfo info in parameters.Description.Parameters)
        {
            if (info.Name.Contains("attention", StringComparison.Ordinal) || info.Name.Contains("bridge", StringComparison.Ordinal))
                parameters.Update(info.Name, values => Elementwise.Scale(values, 2));
        }
    }
}
