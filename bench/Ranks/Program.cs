using System.Globalization;
using LstmGen;
using LstmGen.Bench.Ranks;
using LstmGen.Data;

// lstmgen-ranks [WORD]: rank 0 writes rows for each model: WORD, model, parameters, ranks, shards, and the median of the milliseconds of an
// update without and with overlap of the exchange. Without MPI it also writes rows of whole batches, without shards.
const int Rows = 64, Steps = 32, Warm = 2;
string word = args.Length > 0 ? args[0] : "alone";
foreach ((IRecurrentModel model, int features, int updates) in
    new (IRecurrentModel, int, int)[] { (new Small(1), 16, 200), (new Middle(1), 64, 25), (new Large(1), 64, 5) })
{
    var random = new SeededRandom(1);
    float[] values = new float[Rows * Steps * features], targets = new float[Rows];
    for (int i = 0; i < values.Length; i++)
        values[i] = (float)random.NextGaussian();
    SequenceSet set = SequenceSet.FromFeatures(values, features, [.. Enumerable.Repeat(Steps, Rows)]).WithValues(targets);
    int ranks = Mpi.World.Ranks;
    foreach (int shards in ranks > 1 ? new[] { 8, ranks } : [8])
    {
        var options = new FitOptions { Distribution = Mpi.World, Shards = shards };
        double? overlapped = ranks > 1 ? Measure(options with { OverlapExchange = true }) : null;
        Write(word, shards, Measure(options with { OverlapExchange = false }), overlapped);
    }

    if (ranks == 1)
        Write("no shards", 0, Measure(new FitOptions()), null);

    double Measure(FitOptions options)
    {
        var clock = new UpdateClock();
        model.Fit(set, options with { Epochs = Warm + updates, BatchSize = Rows, Shuffle = false, Callbacks = [clock] });
        double[] seconds = [.. clock.Seconds.Skip(Warm).Order()];
        return seconds[seconds.Length / 2] * 1000;
    }

    void Write(string kind, int shards, double milliseconds, double? overlapped)
    {
        if (Mpi.World.Rank == 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {kind} | {model.Description.Name} | {model.Parameters.Count} | {ranks} | {shards} | {milliseconds:f2} | "
                + $"{(overlapped is { } value ? $"{value:f2}" : "")} |"));
    }
}
