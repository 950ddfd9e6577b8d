using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>States of streams of models with causal self-attention: copied, saved, handed from row to row.</summary>
public class StreamedAttentionStateTests : StreamedAttention
{
    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(3, 50)]
    [InlineData(50, 3)]
    [InlineData(33, 33)]
    public void A_stream_goes_on_from_another_one_that_has_read_more_or_less(int source, int destination)
    {
        int[] text = Text(source, 1), other = Text(destination, 2);
        DeepSelfWriter.Stream first = Model.CreateStream(), second = Model.CreateStream(), third = Model.CreateStream();
        Read(first, text);
        Read(second, other);
        Read(third, other);
        second.CopyFrom(first);
        third.State = first.State;
        Close(After([.. text, 7, 2]), Read(first, [7, 2]));
        Close(After([.. text, 4]), Read(second, [4]));
        Close(After([.. text, 5]), Read(third, [5]));
        Close(After([.. text, 7, 2, 1]), Read(first, [1]));
        second.CopyFrom(second);
        Close(After([.. text, 4, 0]), Read(second, [0]));
        Assert.Equal(source + 2, second.State.Steps);
    }

    // Only what differs is copied: here nothing, the end, all, and what a state brought.
    [Fact]
    public void A_stream_that_is_copied_again_and_again_has_what_the_other_has_now()
    {
        DeepSelfWriter.Stream first = Model.CreateStream(), second = Model.CreateStream();
        Read(first, [1, 2, 3]);
        second.CopyFrom(first);
        second.CopyFrom(first);
        Close(After([1, 2, 3, 4]), Read(second, [4]));
        Read(first, [5, 6]);
        second.CopyFrom(first);
        Close(After([1, 2, 3, 5, 6, 7]), Read(second, [7]));
        first.CopyFrom(second);
        Close(After([1, 2, 3, 5, 6, 7, 0]), Read(first, [0]));
        first.Reset();
        Read(first, [8, 7, 6, 5]);
        second.CopyFrom(first);
        Close(After([8, 7, 6, 5, 1]), Read(second, [1]));
        Read(first, [2]);
        first.State = second.State;
        Close(After([8, 7, 6, 5, 1, 3]), Read(first, [3]));
        Read(second, [4]);
        second.CopyFrom(first);
        Close(After([8, 7, 6, 5, 1, 3, 3]), Read(second, [3]));
    }

    // What each row has read is kept beside it: duplicates, permutations, and rows that go on and off.
    [Fact]
    public void Rows_go_on_where_others_stood()
    {
        const int Rows = 5;
        var random = new Random(2);
        DeepSelfWriter.Stream stream = Model.CreateStream(Rows);
        var texts = new List<int>[Rows];
        for (int row = 0; row < Rows; row++)
            texts[row] = [];
        var step = new float[Rows * Vocabulary];
        for (int round = 0; round < 40; round++)
        {
            int[] tokens = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(Vocabulary))];
            stream.Step(tokens, step);
            for (int row = 0; row < Rows; row++)
            {
                texts[row].Add(tokens[row]);
                Close(After([.. texts[row]]), step.AsSpan(row * Vocabulary, Vocabulary));
            }

            int[] from = (round % 4) switch
            {
                0 => [4, 3, 2, 1, 0],
                1 => [2, 2, 2, 2, 2],
                2 => [.. Enumerable.Range(0, Rows)],
                _ => [.. Enumerable.Range(0, Rows).Select(_ => random.Next(Rows))],
            };
            stream.Reorder(from);
            texts = [.. from.Select(row => new List<int>(texts[row]))];
        }
    }

    [Fact]
    public void Reordering_reserved_rows_allocates_nothing()
    {
        DeepSelfWriter.Stream stream = Model.CreateStream(3);
        stream.Reserve(64);
        var step = new float[3 * Vocabulary];
        for (int t = 0; t < 20; t++)
            Both(t);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int t = 20; t < 60; t++)
            Both(t);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Both(int t)
        {
            stream.Step([t % 9, (t + 1) % 9, (t + 2) % 9], step);
            stream.Reorder([t % 3, 1, (t + 1) % 3]);
        }
    }

    [Fact]
    public void A_row_that_is_not_there_changes_nothing()
    {
        DeepSelfWriter.Stream stream = Model.CreateStream(2);
        stream.Step([1, 2], new float[2 * Vocabulary]);
        float[] before = stream.State.Values.ToArray();
        Assert.Equal("from", Assert.Throws<ArgumentException>(() => stream.Reorder([1, 2])).ParamName);
        Assert.Equal("from", Assert.Throws<ArgumentException>(() => stream.Reorder([-1, 0])).ParamName);
        Assert.Equal("from", Assert.Throws<ArgumentException>(() => stream.Reorder([1])).ParamName);
        Assert.Equal(before, stream.State.Values.ToArray());
    }

    [Fact]
    public void A_state_is_saved_by_its_batch_lengths_and_values()
    {
        int[] text = Text(21, 4);
        DeepSelfWriter.Stream stream = Model.CreateStream();
        Read(stream, text);
        ModelState state = stream.State;
        Assert.Equal(["self_attention.past", "self_attention2.past"], state.Caches.Select(cache => cache.Name));
        Assert.Equal(21 * 16, state["self_attention2.past"].Length);
        Assert.Equal((2 * 8) + 8 + (21 * 2 * 16), state.Values.Length);
        (int batch, int[] lengths, float[] values) = (state.Batch, state.Lengths.ToArray(), state.Values.ToArray());

        var restored = new ModelState(DeepSelfWriter.Description, batch, lengths.Max());
        lengths.CopyTo(restored.Lengths);
        values.CopyTo(restored.Values);
        DeepSelfWriter.Stream other = Model.CreateStream();
        Read(other, [1, 2]);
        other.State = restored;
        Close(After([.. text, 6]), Read(other, [6]));

        // A copy into the same state takes over the number of steps; into room that is there it allocates nothing.
        restored.CopyFrom(other.State);
        Assert.Equal(22, restored.Steps);
        other.Reset();
        Read(other, [5]);
        other.CopyState(restored);
        Assert.Equal(1, restored.Steps);
        Assert.Equal(other.State.Values.ToArray(), restored.Values.ToArray());
        long before = GC.GetAllocatedBytesForCurrentThread();
        other.CopyState(restored);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        restored.Clear();
        Assert.Equal(0, restored.Steps);
    }

    [Fact]
    public void Rows_of_a_batch_of_different_lengths_go_on_as_a_stream()
    {
        int[][] texts = [Text(4, 1), Text(19, 2), Text(1, 3)];
        DeepSelfWriter.Workspace workspace = Model.CreateWorkspace(training: false);
        workspace.Load(SequenceSet.FromTokens(texts), [0, 1, 2]);
        Model.Forward(workspace);
        var state = new ModelState(DeepSelfWriter.Description, 3);
        workspace.CopyFinalState(state);
        Assert.Equal([4, 19, 1], state.Lengths.ToArray());
        DeepSelfWriter.Stream stream = Model.CreateStream(3);
        stream.State = state;
        var step = new float[3 * Vocabulary];
        for (int t = 0; t < 30; t++)
        {
            if (t == 10)
            {
                stream.Reorder([1, 0, 1]);
                texts = [texts[1], texts[0], texts[1]];
            }

            int[] tokens = [t % 9, (t * 2) % 9, (t * 4) % 9];
            stream.Step(tokens, step);
            texts = [.. texts.Select((text, row) => (int[])[.. text, tokens[row]])];
            for (int row = 0; row < 3; row++)
                Close(After(texts[row]), step.AsSpan(row * Vocabulary, Vocabulary));
        }
    }

    [Fact]
    public void States_that_lack_keys_and_values_are_refused()
    {
        DeepSelfWriter.Stream stream = Model.CreateStream();
        Read(stream, [1, 2]);
        var error = Assert.Throws<ArgumentException>(() => stream.State = new ModelState(DeepSelfWriter.Description.States, 1));
        Assert.Contains("new ModelState(model.Description, 1)", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => stream.CopyState(new ModelState(DeepSelfWriter.Description.States, 1)));
        Assert.Throws<ArgumentException>(() => stream.State = new ModelState(DeepSelfWriter.Description, 2));
        Assert.Throws<ArgumentException>(() => stream.State = new ModelState(SelfWriter.Description, 1));
        Assert.Throws<ArgumentException>(() => stream.State = new ModelState(TokenModel.Description, 1));
        Assert.Throws<ArgumentException>(() => stream.CopyFrom(Model.CreateStream(2)));
        var wrong = new ModelState(DeepSelfWriter.Description, 1, 3);
        wrong.Lengths[0] = 4;
        Assert.Contains("4 steps", Assert.Throws<ArgumentException>(() => stream.State = wrong).Message, StringComparison.Ordinal);
        Assert.Equal("steps", Assert.Throws<ArgumentException>(() => new ModelState(TokenModel.Description, 1, 3)).ParamName);
        Assert.Equal(
            "steps", Assert.Throws<ArgumentOutOfRangeException>(() => new ModelState(DeepSelfWriter.Description, 1, -1)).ParamName);
        Assert.Equal("steps", Assert.Throws<ArgumentOutOfRangeException>(() => stream.Reserve(0)).ParamName);
        Assert.Contains(
            "Call Reset", Assert.Throws<InvalidOperationException>(() => stream.Reserve(int.MaxValue)).Message, StringComparison.Ordinal);
        Close(After([1, 2, 3]), Read(stream, [3]));
    }

    [Fact]
    public void A_whole_batch_does_not_start_from_steps_and_training_does_not_hand_them_on()
    {
        DeepSelfWriter.Stream stream = Model.CreateStream();
        Read(stream, [1, 2]);
        DeepSelfWriter.Workspace workspace = Model.CreateWorkspace(training: false);
        workspace.InitialState = stream.State;
        workspace.Begin(1, 3);
        workspace.SetTokens([1, 2, 3]);
        Assert.Contains(
            "2 earlier steps", Assert.Throws<InvalidOperationException>(() => Model.Forward(workspace)).Message, StringComparison.Ordinal);

        SequenceSet set = SequenceSet.NextToken([Text(9, 1), Text(9, 2)]);
        Assert.Contains(
            "TruncatedSteps",
            Assert.Throws<ArgumentException>(() => Model.Fit(set, new FitOptions { BatchSize = 2, TruncatedSteps = 4 })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "CarryState",
            Assert.Throws<ArgumentException>(
                () => Model.Fit(set, new FitOptions { BatchSize = 2, Shuffle = false, CarryState = true })).Message,
                StringComparison.Ordinal);
        Assert.Contains(
            "earlier steps", Assert.Throws<ArgumentException>(() => Model.GradientNorms(set)).Message, StringComparison.Ordinal);
    }
}
