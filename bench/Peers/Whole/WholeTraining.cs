using System.Diagnostics;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Models;
using LstmGen.Training;

namespace LstmGen.Bench.Peers.Whole;

/// <summary>The whole training as a user of LstmGen writes it: <c>Fit</c>, which a callback ends.</summary>
internal static class WholeTraining
{
    public static void Run(string id, string weights, int threads)
    {
        WholeTask task = WholeTask.Of(id);
        WorkerPool.Shared.Threads = threads;
        IRecurrentModel model = ModelCatalog.Create(task.Case);
        model.Parameters.Set(WholeWeights.Read(weights));
        SequenceSet set = Set(task, new(task));
        long start = Stopwatch.GetTimestamp();
        History history = model.Fit(set, new FitOptions
        {
            Epochs = task.Epochs, BatchSize = task.Case.Batch, Shuffle = false, Optimizer = new Adam(1e-3f), ClipNorm = 1,
            Callbacks = [new EndAt(task.Loss)],
        });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        new WholeResult(
            "lstmgen", typeof(IRecurrentModel).Assembly.GetName().Version!.ToString(3), [.. history.Epochs.Select(e => e.TrainLoss)],
            seconds).Write();
    }

    private static SequenceSet Set(WholeTask task, WholeData data)
    {
        BenchCase c = task.Case;
        int[] lengths = [.. Enumerable.Repeat(c.Steps, task.Sequences)];
        SequenceSet set = c.Vocabulary > 0
            ? SequenceSet.FromTokens(data.Tokens, lengths)
            : SequenceSet.FromFeatures(data.Features, c.Input, lengths);
        return (c.Loss, c.Head) switch
        {
            ("ce", "token") => set.WithStepClasses(data.Classes),
            ("ce", _) => set.WithClasses(data.Classes),
            _ => set.WithValues(data.Values),
        };
    }

    private sealed class EndAt(double loss) : TrainingCallback
    {
        public override void OnEpochEnd(TrainingContext context, EpochRecord record)
        {
            if (record.TrainLoss <= loss)
                context.StopTraining();
        }
    }
}
