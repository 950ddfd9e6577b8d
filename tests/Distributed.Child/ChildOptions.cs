using System.Globalization;
using LstmGen.Training;

namespace LstmGen.Distributed.Child;

/// <summary>What a child process is told: options, and the names of trainings.</summary>
public sealed class ChildOptions
{
    /// <summary>Reads the arguments.</summary>
    public ChildOptions(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var names = new List<string>();
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--checkpoint":
                    Checkpoint = arguments[++i];
                    break;
                case "--search":
                    Search = arguments[++i];
                    break;
                case "--epochs":
                    Epochs = int.Parse(arguments[++i], CultureInfo.InvariantCulture);
                    break;
                case "--fail":
                    Failure =
                        new(
                            int.Parse(arguments[++i], CultureInfo.InvariantCulture), arguments[++i],
                            int.Parse(arguments[++i], CultureInfo.InvariantCulture));
                    break;
                case "--differ":
                    Difference = (int.Parse(arguments[++i], CultureInfo.InvariantCulture), arguments[++i]);
                    break;
                case "--beat":
                    Beats = true;
                    break;
                default:
                    names.Add(arguments[i]);
                    break;
            }
        }

        Names = names;
    }

    /// <summary>Trainings, one after another.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Saves after every batch, and goes on from there; null for not.</summary>
    public string? Checkpoint { get; }

    /// <summary>The file of results of a search, which runs first; null for none.</summary>
    public string? Search { get; }

    /// <summary>Epochs; 0 for the training's own.</summary>
    public int Epochs { get; }

    /// <summary>How a rank fails; null for none.</summary>
    public Failure? Failure { get; }

    /// <summary>A rank, and what is not the others' there; null for none.</summary>
    public (int Rank, string What)? Difference { get; }

    /// <summary>Whether ranks say their process numbers, and rank 0 when it has saved.</summary>
    public bool Beats { get; }

    /// <summary>Changes a training as it is told.</summary>
    public Run Change(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        List<TrainingCallback> callbacks = [];
        if (Failure is { } failure)
            callbacks.Add(failure);
        if (Beats)
            callbacks.Add(new Heartbeat());
        FitOptions options = run.Options with
        {
            Distribution = Mpi.World,
            Callbacks = callbacks,
            Epochs = Epochs > 0 ? Epochs : run.Options.Epochs,
            Checkpoint = Checkpoint is null ? null : new CheckpointOptions { Path = Checkpoint, EveryBatches = 1, Resume = true },
            Progress = new Shout(),
        };
        run = run with { Options = options };
        if (Difference is not { } difference || difference.Rank != Mpi.World.Rank)
            return run;
        return difference.What switch
        {
            "data" => run with { Train = run.Train.Subset([.. Enumerable.Range(1, run.Train.Count - 1), 0]) },
            "seed" => run with { Options = options with { Seed = 12 } },
            "epochs" => run with { Options = options with { Epochs = 5 } },
            "weights" => run with { Model = new DropoutClassifier(99) },
            "batch" => run with { Options = options with { BatchSize = 0 } },
            _ => throw new ArgumentException(difference.What),
        };
    }

    private sealed class Shout : IProgress<TrainingReport>
    {
        public void Report(TrainingReport value)
        {
            if (value.EndsEpoch)
                Console.WriteLine($"progress of rank {Mpi.World.Rank}");
        }
    }

    private sealed class Heartbeat : TrainingCallback
    {
        private int _batches;

        public override void OnTrainingBegin(TrainingContext context) => Say($"pid {Mpi.World.Rank} {Environment.ProcessId}");

        public override void OnBatchEnd(TrainingContext context)
        {
            if (++_batches == 2 && Mpi.World.Rank == 0)
                Say($"updates {context.Updates}");
            Thread.Sleep(1);
        }

        private static void Say(string line)
        {
            Console.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
