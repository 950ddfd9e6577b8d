using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Sources that fail, do not fit or are ended, and their reader's thread.</summary>
public class SourceErrorTests
{
    [Fact]
    public void What_the_reader_throws_comes_out_and_its_thread_ends()
    {
        SequenceSet set = Sets.Regression(40);
        var source = new SetSource(set, 4)
        {
            Reading = (block, _) =>
            {
                if (block == 7)
                    throw new Data.DataFormatException("far.csv", 29, "x", "the cell is no number.");
            },
        };
        var model = new TinyRegression(1);
        int batches = 0;
        var error =
            Assert.Throws<Data.DataFormatException>(
                () =>
                    model.Fit(
                        source, new FitOptions { Shuffle = false, BatchSize = 4, Callbacks = [new Callback { Batch = _ => batches++ }] }));
        Assert.Equal("far.csv, row 29, column 'x': the cell is no number.", error.Message);
        Assert.Equal(7, batches); // all that came before
        Assert.Equal(0, source.Open);
    }

    [Fact]
    public void A_sequence_that_does_not_fit_is_named_by_its_file_and_row()
    {
        int[] classes = Sets.Classes(20, 3, 2);
        classes[13] = 3;
        var error =
            Assert.Throws<Data.DataFormatException>(
                () =>
                    new DropoutClassifier(1).Fit(
                        new SetSource(Sets.Tokens(20, 12, 2, 5).WithClasses(classes), 5) { File = "all.txt" }, new FitOptions()));
        Assert.Equal(("all.txt", 14), (error.Path, error.Row));
        Assert.Contains("class 3 is outside 0..2", error.Message, StringComparison.Ordinal);
        error =
            Assert.Throws<Data.DataFormatException>(
                () =>
                    new DropoutClassifier(1).Fit(new SetSource(Sets.Tokens(20, 13, 20, 25).WithClasses(new int[20]), 5), new FitOptions()));
        Assert.Contains("a set: sequence", error.Message, StringComparison.Ordinal);
        Assert.Contains("token id 12 is outside", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_be_known_before_is_an_argument_error()
    {
        SequenceSet set = Sets.Regression(8);
        Check("reads token ids", () => new DropoutClassifier(1).Fit(new SetSource(set, 4), new FitOptions()));
        Check("a set holds token ids", () => new TinyRegression(1).Fit(new SetSource(Sets.Classification(8), 4), new FitOptions()));
        Check("Declare [Features(2)]", () => new TinyRegression(1).Fit(new SetSource(Sets.StepValues(4, 2, 3), 4), new FitOptions()));
        Check("no targets for head 'kind'; it has 'head'", () => new TwoHeads(1).Fit(new SetSource(set, 4), new FitOptions()));
        Check(
            "is trained on Values",
            () => new TinyRegression(1).Fit(new SetSource(Sets.Features(4, 3, 2, 3).WithClasses(new int[4]), 4), new FitOptions()));
        Check("ShuffleSequences is 0", () => new TinyRegression(1).Fit(new SetSource(set, 4), new FitOptions { ShuffleSequences = 0 }));
        Check("ReadAheadBatches is 0", () => new TinyRegression(1).Fit(new SetSource(set, 4), new FitOptions { ReadAheadBatches = 0 }));
        Check(
            "fill no batch of 9",
            () => new TinyRegression(1).Fit(new SetSource(set, 4), new FitOptions { BatchSize = 9, DropLast = true }));

        static void Check(string words, Action fit) =>
            Assert.Contains(words, Assert.ThrowsAny<ArgumentException>(fit).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_ends_a_wait_and_the_thread()
    {
        using var cancel = new CancellationTokenSource();
        bool told = false;
        var source = new SetSource(Sets.Regression(40), 4)
        {
            Reading = (block, token) =>
            {
                if (block < 5)
                    return;
                cancel.Cancel(); // the training waits for this block
                told = token.WaitHandle.WaitOne(TimeSpan.FromMinutes(1));
                token.ThrowIfCancellationRequested();
            },
        };
        History history = new TinyRegression(1).Fit(source, new FitOptions
        {
            Shuffle = false, BatchSize = 4, CancellationToken = cancel.Token
        });
        Assert.True(history.Cancelled);
        Assert.True(told);
        Assert.Equal(0, source.Open);
    }

    [Fact]
    public void A_source_whose_blocks_change_is_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new TinyRegression(1).Fit(new Shrinking(), new FitOptions()));
        Assert.Contains("block 0 has 0 sequences, but CountOf gives 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_do_not_fit_are_named()
    {
        SequenceSet set = Sets.Weighted(Sets.StepValues(9, 2, 6));
        var wrong = new SetSource(set, 3) { Weight = index => index == 5 ? -1 : null, File = "a.csv" };
        string message = Assert.Throws<Data.DataFormatException>(() => new StepRegression(1).Fit(wrong, new() { Shuffle = false })).Message;
        Assert.Contains("a.csv", message, StringComparison.Ordinal);
        Assert.Contains("row 6", message, StringComparison.Ordinal);
        Assert.Contains("weight 0 of the weights 0 is -1", message, StringComparison.Ordinal);
        SequenceShape shape = new(2, [new TargetShape(SequenceTargetKind.StepValues)]);
        Assert.Contains(
            "weights for head 'tags', but no targets",
            Assert.Throws<ArgumentException>(() => new SequenceBlock(shape with { Weights = [new(Head: "tags")] })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "twice", Assert.Throws<ArgumentException>(() => new SequenceBlock(shape with { Weights = [new(true), new(true)] })).Message,
            StringComparison.Ordinal);
        var block = new SequenceBlock(shape with { Weights = [new(), new(PerStep: true)] });
        Assert.Throws<InvalidOperationException>(() => block.AddWeights(0).Length);
        block.AddFeatures(3).Clear();
        Assert.Equal(1, block.AddWeights(0).Length);
        Assert.Equal(3, block.AddWeights(1).Length);
        Assert.Contains(
            "Add them once", Assert.Throws<InvalidOperationException>(() => block.AddWeights(1).Length).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => block.AddWeights(2).Length);
    }

    private sealed class Shrinking : ISequenceSource, ISequenceReader
    {
        public string Name => "shrinking";

        public SequenceShape Shape { get; } = new(3, [new TargetShape(SequenceTargetKind.Values, 2)]);

        public int BlockCount => 1;

        public int CountOf(int block) => 3;

        public string Describe() => "";

        public ISequenceReader OpenReader() => this;

        public void Read(int block, SequenceBlock into, CancellationToken cancellationToken)
        {
        }

        public void Dispose()
        {
        }
    }
}
