using LstmGen;
using LstmGen.Training;
using LstmGen.Training.Child;

// Searches until it is killed; says so once it is about to begin.
if (args[0] == "search")
{
    Console.WriteLine("begun");
    Console.Out.Flush();
    KilledSearch.Search.Run(KilledSearch.Training, KilledSearch.Options(args[1], args[2]));
    return;
}

// Trains until it is killed, saving after every batch; says so once a checkpoint of this process is on the disk.
var model = new KilledModel(1);
model.Fit(KilledRun.Data, KilledRun.Options with
{
    Checkpoint = new CheckpointOptions { Path = args[0], EveryBatches = 1, Resume = true },
    Callbacks = [new Heartbeat()],
});

internal sealed class Heartbeat : TrainingCallback
{
    private int _batches;

    public override void OnBatchEnd(TrainingContext context)
    {
        if (++_batches == 2)
        {
            Console.WriteLine(context.Updates);
            Console.Out.Flush();
        }

        Thread.Sleep(1);
    }
}
