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
