using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Gradients of a decoder that attends to its encoder's outputs, and of the encoder.</summary>
public class AttentionGradientTests
{
    public static TheoryData<int, bool> WritersWithDropout =>
        new() { { 0, false }, { 1, false }, { 1, true }, { 2, false }, { 2, true }, { 3, false } };

    // Bridges, scores, masks of weights: whatever is between loss and a parameter, of either model.
    [Theory]
    [MemberData(nameof(WritersWithDropout))]
    public void Gradients_of_both_models_are_difference_quotients_of_the_loss(int writer, bool dropout)
    {
        var pair = new EncoderDecoder(new BothWaysReader(1), AttentionWriters.Create(writer));
        AttentionWriters.Widen(pair.Parameters);
        CheckGradients(pair, Talks.Set, dropout);
    }

    [Fact]
    public void Gradients_of_self_attention_with_dropped_weights_are_difference_quotients()
    {
        var model = new SelfWriter(1);
        AttentionWriters.Widen(model.Parameters);
        CheckGradients(model, SequenceSet.NextToken(Talks.Questions), dropout: true);
    }

    private static void CheckGradients(IRecurrentModel model, SequenceSet set, bool dropout)
    {
        ModelWorkspace workspace = model.CreateWorkspace(training: true);
        var gradients = new AlignedBuffer(model.Parameters.Count);
        int[] rows = [.. Enumerable.Range(0, set.Count)];
        double Loss()
        {
            (workspace.Dropout, workspace.Seed, workspace.Step) = (dropout, 7, 3);
            workspace.Load(set, rows);
            model.Forward(workspace);
            return model.Loss(workspace);
        }

        Loss();
        model.Backward(workspace, gradients);
        var random = new Random(1);
        foreach (ParameterInfo info in model.Description.Parameters)
        {
            // A direction of length 1 in the parameter's space: float's rounding of the loss weighs least.
            double[] direction = [.. Enumerable.Range(0, info.Length).Select(_ => random.NextDouble() - 0.5)];
            double norm = Math.Sqrt(direction.Sum(x => x * x)), slope = 0;
            for (int i = 0; i < direction.Length; i++)
                slope += (direction[i] /= norm) * gradients.Span[info.Offset + i];
            float[] start = model.Parameters.Read(info.Name).ToArray();
            double quotient = (At(0.01) - At(-0.01)) / 0.02;
            model.Parameters.Set(info.Name, start);
            Assert.True(Math.Abs(quotient - slope) <= 2e-4 + (5e-3 * Math.Abs(quotient)), $"{info.Name}: {slope} in place of {quotient}");

            double At(double step)
            {
                model.Parameters.Set(info.Name, [.. start.Select((value, i) => (float)(value + (step * direction[i])))]);
                return Loss();
            }
        }
    }
}
