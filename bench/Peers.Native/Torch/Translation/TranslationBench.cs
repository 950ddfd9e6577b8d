using System.Diagnostics;
using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LstmGen.Bench.Torch.Translation;

using TorchAdam = TorchSharp.Modules.Adam;

/// <summary>
/// An epoch over some batches of Multi30k with the sample Translation's network, LstmGen and libtorch in turn: the same weights, batches,
/// optimizer and clipping; before it the losses of one batch without dropout, which must agree.
/// </summary>
internal static class TranslationBench
{
    public static void Run(string folder, int batches, int turns)
    {
        TranslationData data = new(folder, batches);
        int threads = WorkerPool.Shared.Threads;
        set_num_threads(threads);
        EncoderDecoder pair = new(new TranslationReader(1), new TranslationWriter(2));
        TranslationNetwork network = new(dropout: 0.5);
        network.Load(pair);
        TranslationBatch[] tensors = [.. data.Pairs.Chunk(TranslationData.Batch).Select(chunk => new TranslationBatch(chunk))];
        Compare(pair, network, data, tensors[0]);

        List<double> own = [], peer = [];
        using TorchAdam adam = optim.Adam(network.parameters(), 1e-3);
        for (int turn = 0; turn < turns; turn++)
        {
            own.Add(Seconds(() => Train(pair, data)));
            peer.Add(Seconds(() => Train(network, adam, tensors)));
        }

        double ours = Median(own), theirs = Median(peer);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{batches} batches of {TranslationData.Batch} sentences, {data.Words} words, {threads} threads: "
            + $"LstmGen {ours:F2} s, libtorch {theirs:F2} s, {theirs / ours:F2} times"));
    }

    private static void Compare(EncoderDecoder pair, TranslationNetwork network, TranslationData data, TranslationBatch batch)
    {
        double own = pair.Evaluate(data.Set(TranslationData.Batch), batchSize: TranslationData.Batch).Loss, peer;
        network.eval();
        using (no_grad())
            peer = network.Loss(batch).item<float>();
        network.train();
        Console.WriteLine(FormattableString.Invariant($"loss of the first batch: LstmGen {own:F6}, libtorch {peer:F6}"));
        if (Math.Abs(own - peer) > 1e-4)
            throw new InvalidOperationException("The networks differ.");
    }

    private static void Train(EncoderDecoder pair, TranslationData data) => pair.Fit(
        data.Set(data.Pairs.Length),
        new FitOptions { Epochs = 1, BatchSize = TranslationData.Batch, Shuffle = false, ClipNorm = 1, Optimizer = new Adam(1e-3) });

    private static void Train(TranslationNetwork network, TorchAdam adam, TranslationBatch[] batches)
    {
        Parameter[] parameters = [.. network.parameters()];
        foreach (TranslationBatch batch in batches)
        {
            using var scope = NewDisposeScope();
            adam.zero_grad();
            Tensor loss = network.Loss(batch);
            loss.backward();
            nn.utils.clip_grad_norm_(parameters, 1.0);
            adam.step();
            loss.item<float>();
        }
    }

    private static double Seconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
