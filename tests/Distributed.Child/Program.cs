using LstmGen;
using LstmGen.Distributed.Child;

// NAME...: trains each on all ranks, and every rank says what it ended with.
foreach (string name in args)
{
    Run run = Runs.Create(name);
    History history = run.Fit(run.Options with { Distribution = Mpi.World });
    Console.WriteLine($"{name} {Mpi.World.Rank}/{Mpi.World.Ranks} {Digest.Of(run.Model, history)}");
}
