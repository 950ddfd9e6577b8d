using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>What cannot be a pair, or be read by one, is an error that says what to change.</summary>
public class PairErrorTests
{
    [Fact]
    public void States_must_agree() => Says(
        () => _ = new EncoderDecoder(new WordReader(), new CurveWriter()),
        "WordReader ends in lstm.h [2, B, 6] and lstm.c [2, B, 6], CurveWriter starts from gru.h [1, B, 5]", "same cells");

    [Fact]
    public void A_model_belongs_to_one_pair()
    {
        var encoder = new WordReader();
        _ = new EncoderDecoder(encoder, new WordWriter());
        Says(() => _ = new EncoderDecoder(encoder, new WordWriter()), "WordReader belong to another pair", "Make the pair once");
        var alone = new WordWriter();
        Says(() => _ = new EncoderDecoder(alone, alone), "one model");
    }

    [Fact]
    public void An_encoder_with_values_per_sequence_reads_from_a_set()
    {
        var pair = new EncoderDecoder(new PlacedReader(1), new CurveWriter(1));
        Says(() => pair.Read([1f, 2f]), "PlacedReader reads 3 values per sequence", "SequenceSet");
        Says(() => pair.Encode([1f, 2f]), "PlacedReader reads 3 values per sequence", "SequenceSet");
        SequenceSet set = SequenceSet.FromFeatures([[1f, 2f]], 2).WithStatic([4f, 5f, 6f], 3);
        Assert.Equal(1, pair.Read(set, [0]).Batch);
    }

    [Fact]
    public void A_set_without_a_source_is_refused_before_anything_is_trained()
    {
        EncoderDecoder pair = Pair();
        float[] before = pair.Parameters.Read().ToArray();
        SequenceSet bare = SequenceSet.NextToken(Talks.Answers.Where(answer => answer.Length > 1).ToArray());
        Says(() => pair.Fit(bare, new FitOptions()), "no source", "WithSource");
        Says(() => pair.Fit(Talks.Set, new FitOptions { Validation = bare }), "Validation: ", "no source", "WithSource");
        Says(() => pair.Predict(bare), "no source", "WithSource");
        Assert.Equal(before, pair.Parameters.Read());
    }

    [Fact]
    public void A_source_that_the_encoder_does_not_read_is_refused()
    {
        SequenceSet answers = SequenceSet.NextToken([[6, 1, 7]]);
        Says(() => Pair().Fit(answers.WithSource(SequenceSet.FromTokens([[1, 99]])), new FitOptions()), "token id 99");
        Says(() => Pair().Fit(answers.WithSource(SequenceSet.FromFeatures([[1f]], 1)), new FitOptions()), "WordReader reads token ids");
        Says(() => answers.WithSource(Talks.Set), "source has 4 sequences, the set 1");
        Says(() => Talks.Set.WithSource(Talks.Set), "a source already");
    }

    [Fact]
    public void State_that_is_carried_on_has_no_meaning_here()
    {
        Says(() => Pair().Fit(Talks.Set, new FitOptions { CarryState = true, Shuffle = false }), "CarryState is True", "encoder's state");
        Says(() => Pair().Fit(Talks.Set, new FitOptions { TruncatedSteps = 2 }), "TruncatedSteps 2", "encoder's state");
    }

    [Fact]
    public void A_batch_that_was_not_loaded_has_no_source()
    {
        EncoderDecoder pair = Pair();
        var workspace = pair.CreateWorkspace(training: false);
        workspace.Load(Talks.Set, [0]);
        pair.Forward(workspace);
        workspace.Begin(1, 2);
        workspace.SetTokens([6, 1]);
        Says(() => pair.Forward(workspace), "fill the workspace by Load");
        Says(() => pair.Forward(new WordWriter().CreateWorkspace(training: false)), "was not made by WordReader and WordWriter");
    }

    [Fact]
    public void Only_what_the_encoder_reads_is_encoded()
    {
        Says(() => Pair().Encode([0.5f]), "reads token ids");
        Says(() => Pair().Encode(ReadOnlySpan<int>.Empty), "0 values", "at least one");
        Says(() => Pair().Encode([9]), "is 9", "0 and 8");
        var curves = new EncoderDecoder(new CurveReader(), new CurveWriter());
        Says(() => curves.Encode([1]), "reads real values");
        Says(() => curves.Encode([1f, 2f, 3f]), "3 values", "1 x 2");
        Assert.Equal(5, curves.Encode([1f, 2f]).Values.Length);
    }

    private static EncoderDecoder Pair() => new(new WordReader(), new WordWriter());

    private static void Says(Action action, params string[] parts)
    {
        Exception error = Assert.ThrowsAny<Exception>(action);
        Assert.True(error is ArgumentException or InvalidOperationException, error.ToString());
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }
}
