using LstmGen.Data;
using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>A decoder that attends to its encoder's outputs: alignments, training, and what is refused.</summary>
public class AttentionPairTests
{
    [Theory]
    [MemberData(nameof(AttentionWriters.Numbers), MemberType = typeof(AttentionWriters))]
    public void Alignments_of_a_batch_end_where_their_rows_and_sources_end(int writer)
    {
        var pair = new EncoderDecoder(new BothWaysReader(1), AttentionWriters.Create(writer));
        ModelWorkspace workspace = pair.CreateWorkspace(training: false);
        workspace.Load(Talks.Set, [0, 1, 2, 3]);
        pair.Forward(workspace);
        int steps = workspace.Steps, source = Talks.Questions.Max(text => text.Length);
        var weights = new float[4 * steps * source];
        workspace.CopyAlignment(weights);
        for (int row = 0; row < 4; row++)
        {
            for (int t = 0; t < steps; t++)
            {
                ReadOnlySpan<float> one = weights.AsSpan(((row * steps) + t) * source, source);
                bool valid = t <= Talks.Answers[row].Length;
                int length = Talks.Questions[row].Length;
                Assert.Equal(valid ? 1 : 0, one[..length].ToArray().Sum(), 1e-5f);
                Assert.All(one[length..].ToArray(), weight => Assert.Equal(0, weight));
            }
        }
    }

    // The bridge and what is handed over between the models, too.
    [Fact]
    public void A_training_step_of_a_pair_allocates_nothing()
    {
        var pair = new EncoderDecoder(new BothWaysReader(1), new TwiceWriter(4));
        var dense = new EncoderDecoder(new BothWaysReader(1), new LuongWriter(2));
        foreach (EncoderDecoder one in new[] { pair, dense })
        {
            ModelWorkspace workspace = one.CreateWorkspace(training: true);
            var gradients = new AlignedBuffer(one.Parameters.Count);
            int[] rows = [0, 1, 2, 3];
            for (int step = 0; step < 30; step++)
                Step();
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int step = 0; step < 20; step++)
                Step();
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

            void Step()
            {
                workspace.Load(Talks.Set, rows);
                one.Forward(workspace);
                one.Loss(workspace);
                one.Backward(workspace, gradients);
            }
        }
    }

    // What attention is for: the answer's order is the question's reversed, and a single state of 6 units cannot hold it.
    [Fact]
    public void Fit_learns_to_reverse_what_it_reads()
    {
        var random = new SeededRandom(5);
        int[][] questions = [.. Enumerable.Range(0, 300)
            .Select(_ => Enumerable.Range(0, 3 + random.NextInt(3)).Select(_ => random.NextInt(6)).ToArray())];
        SequenceSet set = SequenceSet.NextToken([.. questions.Select(one => (int[])[Talks.Start, .. one.Reverse(), Talks.End])])
            .WithSource(SequenceSet.FromTokens(questions));
        var pair = new EncoderDecoder(new BothWaysReader(1), new LuongWriter(2));
        History history = pair.Fit(set, new FitOptions { Epochs = 40, BatchSize = 16, Optimizer = new Adam(1e-2f), ClipNorm = 1 });
        Assert.InRange(history.Epochs[^1].TrainLoss, 0, 0.5);
    }

    [Fact]
    public void A_pass_without_a_source_says_how_to_give_one()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new LuongWriter(1).Predict([1, 2]));
        Assert.Contains("LuongWriter attends to the outputs of BothWaysReader", error.Message, StringComparison.Ordinal);
        Assert.Contains("EncoderDecoder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_encoder_than_the_declared_one_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new EncoderDecoder(new WordReader(1), new LuongWriter(1)));
        Assert.Contains("[Source(typeof(BothWaysReader))]", error.Message, StringComparison.Ordinal);
    }
}
