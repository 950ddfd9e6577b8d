using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>States that are carried from piece to piece, batch to batch and epoch to epoch.</summary>
public class StateTests
{
    [Fact]
    public void The_state_of_one_batch_is_where_the_next_starts()
    {
        // Two batches of three rows, in two epochs: four steps by hand.
        SequenceSet set = Sets.Regression(6);
        var byHand = new TinyRegression(1);
        var workspace = byHand.CreateWorkspace(training: true);
        var state = new ModelState(TinyRegression.Description.States, 3);
        var optimizer = new Sgd(0.05f);
        for (int step = 0; step < 4; step++)
        {
            workspace.InitialState = step == 0 ? null : state;
            workspace.Load(set, step % 2 == 0 ? [0, 1, 2] : [3, 4, 5]);
            byHand.Forward(workspace);
            byHand.Loss(workspace);
            var gradients = new AlignedBuffer(byHand.Parameters.Count);
            byHand.Backward(workspace, gradients);
            workspace.CopyFinalState(state);
            optimizer.Step(byHand.Parameters, gradients.Span[..byHand.Parameters.Count]);
        }

        var model = new TinyRegression(1);
        model.Fit(set, new FitOptions { Epochs = 2, BatchSize = 3, Shuffle = false, CarryState = true, Optimizer = new Sgd(0.05f) });
        Weights.AssertClose(Weights.Copy(byHand), Weights.Copy(model), 1e-7f);
    }

    [Fact]
    public void A_state_that_is_reset_starts_each_epoch_anew()
    {
        // With a rate of 0 nothing is learnt, so that all epochs are alike if they start alike.
        SequenceSet set = Sets.StepValues(6, 5, 5);
        FitOptions options = new() { Epochs = 3, BatchSize = 3, Shuffle = false, CarryState = true, Optimizer = new Sgd(0) };
        History carried = new StepRegression(1).Fit(set, options),
            reset = new StepRegression(1).Fit(set, options with { ResetStateEachEpoch = true });
        Assert.Equal(carried.Epochs[0].TrainLoss, reset.Epochs[0].TrainLoss);
        Assert.Single(reset.Epochs.Select(epoch => epoch.TrainLoss).Distinct());
        Assert.NotEqual(carried.Epochs[0].TrainLoss, carried.Epochs[1].TrainLoss);
        Assert.Contains(
            "Set CarryState",
            Assert.Throws<ArgumentException>(() => new StepRegression(1).Fit(set, new FitOptions { ResetStateEachEpoch = true })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Pieces_as_long_as_the_sequences_are_whole_sequences()
    {
        SequenceSet set = Sets.StepValues(9, 2, 12);
        Weights.AssertSameBits(Train(set, null), Train(set, 12));
        Assert.NotEqual(Train(set, null), Train(set, 5));
    }

    [Fact]
    public void Pieces_go_on_from_the_state_of_the_piece_before()
    {
        // With a rate of 0 nothing is learnt, so the loss of the pieces is that of the whole.
        SequenceSet set = Sets.StepValues(9, 2, 12);
        var model = new StepRegression(1);
        History history = model.Fit(set, new FitOptions { Epochs = 1, BatchSize = 4, TruncatedSteps = 5, Optimizer = new Sgd(0f) });
        Assert.Equal(model.Evaluate(set).Loss, history.Epochs[0].TrainLoss, 1e-6);
        Assert.Equal(model.Evaluate(set).Loss, model.Evaluate(set, truncatedSteps: 3).Loss, 1e-6);
    }

    [Fact]
    public void A_causal_convolution_sees_the_piece_before()
    {
        // Pieces shorter than the kernels too, and rows that end inside one.
        SequenceSet set = Sets.StepValues(9, 2, 12);
        double whole = new CausalConvolution(1).Evaluate(set).Loss;
        for (int pieces = 1; pieces < 7; pieces++)
        {
            var model = new CausalConvolution(1);
            Assert.Equal(whole, model.Evaluate(set, truncatedSteps: pieces).Loss, 1e-6);
            History history = model.Fit(set, new FitOptions
            {
                Epochs = 1, BatchSize = 4, TruncatedSteps = pieces, Optimizer = new Sgd(0f)
            });
            Assert.Equal(whole, history.Epochs[0].TrainLoss, 1e-6);
        }
    }

    [Fact]
    public void A_causal_convolution_sees_the_batch_before()
    {
        // Three sequences of 8 steps, and the same cut in two batches of 4.
        float[] x = Sets.Values(3 * 8 * 2, 5), y = Sets.Values(3 * 8, 6);
        SequenceSet Cut(int steps) => SequenceSet
            .FromFeatures([.. Starts(steps).Select(at => x.AsSpan(at * 2, steps * 2).ToArray())], 2)
            .WithStepValues([.. Starts(steps).SelectMany(at => y.AsSpan(at, steps).ToArray())]);
        static IEnumerable<int> Starts(int steps) =>
            from first in Enumerable.Range(0, 8 / steps) from row in Enumerable.Range(0, 3) select (row * 8) + (first * steps);

        History history = new CausalConvolution(1).Fit(Cut(4), new FitOptions
        {
            Epochs = 1, BatchSize = 3, Shuffle = false, CarryState = true, Optimizer = new Sgd(0f)
        });
        Assert.Equal(new CausalConvolution(1).Evaluate(Cut(8)).Loss, history.Epochs[0].TrainLoss, 1e-6);
    }

    [Fact]
    public void A_convolution_that_cannot_hand_its_past_on_is_an_error()
    {
        var error = Assert.Throws<ArgumentException>(() => new ValidConvolution(1).Fit(
            Sets.Regression(6), new FitOptions { BatchSize = 3, Shuffle = false, CarryState = true }));
        Assert.Contains(
            "Declare it with Padding.Causal and a stride of 1, or set CarryState = false", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_piece_is_a_batch_of_its_own()
    {
        SequenceSet streams = Sets.StepValues(2, 10, 10);
        var seen = new List<(int, int)>();
        History history = new StepRegression(1).Fit(streams, new FitOptions
        {
            Epochs = 2, BatchSize = 2, TruncatedSteps = 4,
            Callbacks = [new Callback { Batch = context => seen.Add((context.Batch, context.Batches)) }],
        });
        Assert.Equal([(1, 3), (2, 3), (3, 3), (1, 3), (2, 3), (3, 3)], seen);
        Assert.Equal(6, history.Updates);
    }

    private static float[] Train(SequenceSet set, int? pieces)
    {
        var model = new StepRegression(1);
        model.Fit(set, new FitOptions { Epochs = 2, BatchSize = 4, TruncatedSteps = pieces });
        return Weights.Copy(model);
    }
}
