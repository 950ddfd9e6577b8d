using static TorchSharp.torch;

namespace LstmGen.Bench.Torch.Translation;

/// <summary>A batch of sentences as tensors: padded, with a mask.</summary>
internal sealed class TranslationBatch
{
    public const int Ignored = -100;

    public TranslationBatch(ReadOnlySpan<(int[] Source, int[] Target)> pairs)
    {
        int[][] sources = new int[pairs.Length][], inputs = new int[pairs.Length][], targets = new int[pairs.Length][];
        for (int i = 0; i < pairs.Length; i++)
            (sources[i], inputs[i], targets[i]) = (pairs[i].Source, pairs[i].Target[..^1], pairs[i].Target[1..]);
        Source = Padded(sources, 0);
        Inputs = Padded(inputs, 0);
        Targets = Padded(targets, Ignored);
        Lengths = tensor(sources.Select(one => (long)one.Length).ToArray());
        Padding = Source.eq(0);
    }

    /// <summary>[B, S].</summary>
    public Tensor Source { get; }

    /// <summary>[B], lengths of the sources.</summary>
    public Tensor Lengths { get; }

    /// <summary>[B, S], whether a step of the source is beyond its end.</summary>
    public Tensor Padding { get; }

    /// <summary>[B, T], what the writer reads.</summary>
    public Tensor Inputs { get; }

    /// <summary>[B, T], what it is to write.</summary>
    public Tensor Targets { get; }

    private static Tensor Padded(int[][] rows, int fill)
    {
        int width = rows.Max(row => row.Length);
        long[] all = new long[rows.Length * width];
        Array.Fill(all, fill);
        for (int i = 0; i < rows.Length; i++)
        {
            for (int t = 0; t < rows[i].Length; t++)
                all[i * width + t] = rows[i][t];
        }

        return tensor(all, [rows.Length, width]);
    }
}
