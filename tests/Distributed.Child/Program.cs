using LstmGen;
using LstmGen.Distributed.Child;

// Trains on all ranks, and every rank says what it ended with. What all ranks are told is said in one line, and gives exit code 2.
var options = new ChildOptions(args);
if (options.Search is { } file)
{
    SearchReport report = Searches.Search.Run(Searches.Training, new SearchOptions
    {
        Path = file, Resume = true, Distribution = Mpi.World, CheckpointFolder = file + ".trials"
    });
    Console.WriteLine($"search {Mpi.World.Rank}/{Mpi.World.Ranks} {Searches.Digest(report)}");
}

foreach (string name in options.Names)
{
    try
    {
        Run run = options.Change(Runs.Create(name));
        History history = run.Fit(run.Options);
        Console.WriteLine($"{name} {Mpi.World.Rank}/{Mpi.World.Ranks} {Digest.Of(run.Model, history)} {history.End}");
    }
    catch (Exception e) when (e is DistributionException or ArgumentException)
    {
        Console.Error.WriteLine($"told {Mpi.World.Rank}: {e.Message}");
        return 2;
    }
}

return 0;
