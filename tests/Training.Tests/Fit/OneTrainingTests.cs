using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>A model is trained by one training at a time; a second one is refused and changes nothing.</summary>
public class OneTrainingTests
{
    private static readonly SequenceSet Set = Sets.Classification(9);

    [Fact]
    public void A_training_within_a_training_is_refused()
    {
        var model = new DropoutClassifier(1);
        InvalidOperationException? refused = null;
        var within = new Within(() => refused ??= Assert.Throws<InvalidOperationException>(() => model.Fit(Set, Options())));
        model.Fit(Set, Options(within));
        Assert.StartsWith("DropoutClassifier is being trained already", refused!.Message, StringComparison.Ordinal);
        Weights.AssertSameBits(Alone(), Weights.Copy(model));
    }

    [Fact]
    public void After_a_training_that_failed_another_one_may_begin()
    {
        var model = new DropoutClassifier(1);
        var fails = new Within(() => throw new NotSupportedException());
        Assert.Throws<NotSupportedException>(() => model.Fit(Set, Options(fails)));
        model.Fit(Set, Options());
    }

    [Fact]
    public void Another_instance_may_be_trained_meanwhile()
    {
        var model = new DropoutClassifier(1);
        float[]? other = null;
        model.Fit(Set, Options(new Within(() => other ??= Alone())));
        Weights.AssertSameBits(Alone(), other!);
        Weights.AssertSameBits(Alone(), Weights.Copy(model));
    }

    private static FitOptions Options(params TrainingCallback[] callbacks) => new() { Epochs = 2, BatchSize = 3, Callbacks = callbacks };

    private static float[] Alone()
    {
        var model = new DropoutClassifier(1);
        model.Fit(Set, Options());
        return Weights.Copy(model);
    }

    private sealed class Within(Action act) : TrainingCallback
    {
        public override void OnBatchEnd(TrainingContext context) => act();
    }
}
