using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using LstmGen.Bench.Peers.Models;

namespace LstmGen.Bench.Torch;

/// <summary>
/// Whether LstmGen and libtorch do the same work: from the same weights on the same batch their losses agree before the first training step
/// and after it, and so do the outputs of inference. Dropout is off, as each library draws masks of its own.
/// </summary>
internal static class TorchCheck
{
    private const double Tolerance = 1e-4;

    /// <summary>Prints both libraries' losses for each case; returns whether all agree to 1e-4, relative to losses above 1.</summary>
    public static bool Run(IEnumerable<BenchCase> cases)
    {
        bool all = true;
        foreach (BenchCase c in cases.Where(ModelCatalog.Has))
        {
            IRecurrentModel model = ModelCatalog.Create(c);
            BatchData data = new(c);
            double outputs = Outputs(c, model);
            using TorchNetwork network = new(c, dropout: false);
            network.Load(model.Parameters.Read());
            using TrainItem own = new(c, model, data) { Parameters = model.Parameters.Count, Dropout = false };
            using TorchTrain other = new(c, network, data) { Parameters = model.Parameters.Count, KeepLoss = true };
            (double ownFirst, double otherFirst) = Step(own, other);
            (double ownSecond, double otherSecond) = Step(own, other);
            bool agree = Near(ownFirst, otherFirst) && Near(ownSecond, otherSecond) && outputs < Tolerance;
            all &= agree;
            Console.WriteLine(
                $"{c.Id,-18} loss {ownFirst:F6} {otherFirst:F6}, after a step {ownSecond:F6} {otherSecond:F6}, "
                + $"outputs differ by {outputs:E1}{(agree ? "" : "  NOT THE SAME")}");
        }

        return all;
    }

    private static (double Own, double Other) Step(TrainItem own, TorchTrain other)
    {
        own.Run();
        other.Run();
        return (own.Loss, other.Loss);
    }

    private static bool Near(double own, double other) => Math.Abs(own - other) <= Tolerance * Math.Max(1, Math.Abs(other));

    /// <summary>Largest difference of the outputs.</summary>
    private static double Outputs(BenchCase c, IRecurrentModel model)
    {
        using InferItem own = new(c, model) { Parameters = model.Parameters.Count };
        own.Run();
        using TorchNetwork network = new(c, dropout: false);
        network.Load(model.Parameters.Read());
        network.eval();
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var unwatched = TorchSharp.torch.inference_mode();
        float[] outputs = network.forward(TorchBatch.Inputs(c, own.Data, c.Batch, c.Steps)).contiguous().data<float>().ToArray();
        return outputs.Zip(own.Outputs.ToArray(), (x, y) => Math.Abs(x - y)).Max();
    }
}
