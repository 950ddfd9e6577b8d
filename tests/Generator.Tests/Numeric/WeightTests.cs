using LstmGen.Reference.Random;
using LstmGen.Training;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>Weights in the loss of randomly drawn models: those of sequences against a set in which they stand as often.</summary>
/// <remarks><c>LSTMGEN_RANDOM_CASES</c> sets how many models are drawn.</remarks>
public class WeightTests
{
    private const int DefaultCases = 30;

    private static int Cases =>
        int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_RANDOM_CASES"), out int wish) ? wish : DefaultCases;

    [Fact]
    public void A_weight_of_a_sequence_is_how_often_it_stands()
    {
        RandomCase[] cases = [.. Enumerable.Range(9000, Cases).Select(seed => RandomModels.Draw(seed, Vocabulary.Options))];
        using CompiledModels models = ModelCompiler.Compile([.. cases.Select(drawn => drawn.Model.ToSource("Drawn"))]);
        int weighed = 0;
        foreach (RandomCase drawn in cases)
        {
            IRecurrentModel model = models.Create($"Drawn.{drawn.Model.Name}", seed: 3);
            if (model.Description.SourceWidth > 0 || model.Description.SourceName is not null)
                continue;
            SequenceSet set = RandomSets.Create(model.Description, 5, drawn.Seed);
            (double expected, double[] slopes) = Compute(model, set.Subset([0, 0, 2, 3, 3, 3, 4]));
            (double actual, double[] weighted) = Compute(model, set.WithWeights([2, 0, 1, 3, 1]));
            if (!double.IsFinite(expected))
                continue;
            weighed++;
            Assert.True(
                Closeness.Difference("loss", [expected], [actual], 1e-5) is null, $"seed {drawn.Seed}: {expected} and {actual}\n{drawn}");
            string? difference = Closeness.Difference("gradient", slopes, weighted, 1e-4);
            Assert.True(difference is null, $"seed {drawn.Seed}: {difference}\n{drawn}");
        }

        Assert.True(weighed > cases.Length / 2, $"{weighed} of {cases.Length} were compared");
    }

    private static (double Loss, double[] Gradient) Compute(IRecurrentModel model, SequenceSet set)
    {
        ModelWorkspace workspace = model.CreateWorkspace(training: true);
        workspace.Dropout = false;
        workspace.Load(set, [.. Enumerable.Range(0, set.Count)]);
        model.Forward(workspace);
        double loss = model.Loss(workspace);
        var gradients = new AlignedBuffer(model.Parameters.Count);
        model.Backward(workspace, gradients);
        return (loss, Numbers.ToDouble(gradients.Span[..model.Parameters.Count]));
    }
}
