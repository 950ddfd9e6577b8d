using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Streams of a decoder that attends to its encoder's outputs.</summary>
public class AttentionStreamTests
{
    [Theory]
    [MemberData(nameof(AttentionWriters.Numbers), MemberType = typeof(AttentionWriters))]
    public void Steps_of_a_stream_are_the_whole_sequence(int writer)
    {
        IRecurrentModel decoder = AttentionWriters.Create(writer);
        var pair = new EncoderDecoder(new BothWaysReader(1), decoder);
        AttentionWriters.Widen(pair.Parameters);
        ISourceStream stream = ((ISourceModel)decoder).CreateSourceStream(1);
        float[][] whole = pair.Predict(Talks.Set);
        var logits = new float[9];
        for (int text = 0; text < Talks.Questions.Length; text++)
        {
            stream.Begin(pair.Read(Talks.Questions[text]));
            int[] read = [Talks.Start, .. Talks.Answers[text]];
            for (int t = 0; t < read.Length; t++)
            {
                stream.StepRaw([read[t]], logits);
                float[] expected = whole[text][(t * 9)..((t + 1) * 9)];
                Assert.All(Enumerable.Range(0, 9), i => Assert.Equal(expected[i], AttentionWriters.Probability(logits, i), 2e-6f));
                var weights = new float[stream.SourceSteps];
                stream.CopyAlignment(weights);
                Assert.Equal(1, weights.Sum(), 1e-5f);
            }
        }
    }

    [Fact]
    public void A_step_of_a_stream_allocates_nothing()
    {
        var decoder = new BahdanauWriter(3);
        var pair = new EncoderDecoder(new BothWaysReader(1), decoder);
        BahdanauWriter.Stream stream = decoder.CreateStream();
        stream.Begin(pair.Read(Talks.Questions[1]));
        var logits = new float[9];
        for (int t = 0; t < 50; t++)
            stream.StepRaw([t % 9], logits);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int t = 0; t < 50; t++)
            stream.StepRaw([t % 9], logits);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>
    /// Keys that another stream may be computing at the same time are never read: each stream makes its own, unless the one that it goes on
    /// from had made them before.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Streams_share_keys_only_once_they_are_complete(bool stepped)
    {
        var decoder = new LuongWriter(2);
        LuongWriter.Workspace template = Stream(), expected = Stream();
        foreach (LuongWriter.Workspace one in new[] { template, expected })
            one.SetSource([.. Enumerable.Range(1, 3 * 8).Select(i => MathF.Sin(i))], 3);
        if (stepped)
        {
            Step(template, Talks.Start);
            Step(expected, Talks.Start);
        }

        LuongWriter.Workspace first = Stream(), second = Stream();
        first.ContinueFrom(template);
        second.ContinueFrom(template);
        float[] wanted = Step(expected, 3);
        Assert.Equal(wanted, Step(first, 3));
        Assert.Equal(!stepped, first.ProjectsKeys);
        Assert.Equal(wanted, Step(second, 3));
        Assert.Equal(!stepped, second.ProjectsKeys);
        Assert.Equal(stepped, first.Keys(0) == second.Keys(0));

        decoder.Parameters.Update(Change); // now all keys are of other weights
        AlignedBuffer before = first.Keys(0);
        float[] keys = before.Span.ToArray();
        wanted = Step(expected, 5);
        Assert.Equal(wanted, Step(first, 5));
        Assert.True(first.ProjectsKeys);
        if (stepped)
            Assert.Equal(keys, before.Span.ToArray()); // which the second one may be reading
        Assert.Equal(wanted, Step(second, 5));

        LuongWriter.Workspace Stream()
        {
            LuongWriter.Workspace workspace = decoder.CreateWorkspace(training: false);
            workspace.BeginStream(1);
            return workspace;
        }

        float[] Step(LuongWriter.Workspace workspace, int token)
        {
            workspace.SetTokens([token]);
            decoder.Forward(workspace);
            workspace.Advance();
            var outputs = new float[9];
            workspace.Heads[0].CopyOutputs(outputs);
            return outputs;
        }

        static void Change(Span<float> values)
        {
            foreach (ref float value in values)
                value += 0.01f;
        }
    }

    [Fact]
    public void A_stream_that_another_one_copied_may_take_a_new_source()
    {
        var decoder = new LuongWriter(2);
        var pair = new EncoderDecoder(new BothWaysReader(1), decoder);
        LuongWriter.Stream first = decoder.CreateStream(), copy = decoder.CreateStream(), expected = decoder.CreateStream();
        float[] wanted = new float[9], have = new float[9];
        first.Begin(pair.Read(Talks.Questions[0]));
        expected.Begin(pair.Read(Talks.Questions[0]));
        copy.CopyFrom(first);
        first.Begin(pair.Read(Talks.Questions[1]));
        first.StepRaw([Talks.Start], have);
        copy.StepRaw([Talks.Start], have);
        expected.StepRaw([Talks.Start], wanted);
        Assert.Equal(wanted, have);
    }
}
