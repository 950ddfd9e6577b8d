using System.Globalization;
using LstmGen;
using LstmGen.Bench.Ranks;
using LstmGen.Data;

// lstmgen-ranks [WORD]: rank 0 writes a row for each model: WORD, model, parameters, ranks, and the median of the seconds of an update.
// Without MPI it also writes rows of whole batches, without shards.
const int Rows = 64, Steps = 32, Warm = 3;
string word = args.Length > 0 ? args[0] : "alone";
foreach ((IRecurrentModel model, int features, int updates) in
    new (IRecurrentModel, int, int)[] { (new Small(1), 16, 200), (new Middle(1), 64, 40), (new Large(1), 64, 8) })
{
    var random = new SeededRandom(1);
    float[] values = new float[Rows * Steps * features], targets = new float[Rows];
    for (int i = 0; i < values.Length; i++)
        values[i] = (float)random.NextGaussian();
    SequenceSet set = SequenceSet.FromFeatures(values, features, [.. Enumerable.Repeat(Steps, Rows)]).WithValues(targets);
    Measure(word, set, new FitOptions { Distribution = Mpi.World });
    if (Mpi.World.Ranks == 1)
        Measure("no shards", set, new FitOptions());

    void Measure(string kind, SequenceSet data, FitOptions options)
    {
        var clock = new UpdateClock();
        model.Fit(data, options with { Epochs = Warm + updates, BatchSize = Rows, Shuffle = false, Callbacks = [clock] });
        double[] seconds = [.. clock.Seconds.Skip(Warm).Order()];
        if (Mpi.World.Rank == 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {kind} | {model.Description.Name} | {model.Parameters.Count} | {Mpi.World.Ranks} | {seconds[seconds.Length / 2] * 1000:f2} |"));
    }
}
