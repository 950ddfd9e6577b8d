using System.Runtime.InteropServices;

namespace LstmGen.Samples.TextGenerator;

/// <summary>
/// An interpolated trigram: p = a p(w | u v) + b p(w | v) + c p(w) + d / V. The four weights are fitted on held-out text by
/// expectation maximisation (Jelinek and Mercer 1980).
/// </summary>
internal sealed class Trigram(int vocabulary)
{
    private readonly Dictionary<ulong, int> _counts = [];
    private readonly double[] _weights = [0.25, 0.25, 0.25, 0.25];
    private int _total;

    /// <summary>Counts nine tenths of <paramref name="ids"/> and fits the weights on the rest.</summary>
    public void Read(ReadOnlySpan<int> ids)
    {
        int held = ids.Length * 9 / 10;
        Count(ids[..held]);
        for (int round = 0; round < 10; round++)
            Improve(ids[held..]);
        Count(ids[held..]);
    }

    /// <summary>exp of the mean of -log p.</summary>
    public double Perplexity(ReadOnlySpan<int> ids)
    {
        double sum = 0;
        Span<double> parts = stackalloc double[4];
        for (int i = 2; i < ids.Length; i++)
            sum -= Math.Log(Parts(ids, i, parts));
        return Math.Exp(sum / (ids.Length - 2));
    }

    private void Count(ReadOnlySpan<int> ids)
    {
        for (int i = 2; i < ids.Length; i++)
        {
            Add(Key(ids[i - 2], ids[i - 1], ids[i]));
            Add(Key(ids[i - 2], ids[i - 1], -1));
            Add(Key(-1, ids[i - 1], ids[i]));
            Add(Key(-1, ids[i - 1], -1));
            Add(Key(-1, -1, ids[i]));
            _total++;
        }
    }

    private void Improve(ReadOnlySpan<int> ids)
    {
        Span<double> parts = stackalloc double[4], shares = stackalloc double[4];
        shares.Clear();
        for (int i = 2; i < ids.Length; i++)
        {
            double sum = Parts(ids, i, parts);
            for (int part = 0; part < 4; part++)
                shares[part] += parts[part] / sum;
        }

        for (int part = 0; part < 4; part++)
            _weights[part] = shares[part] / (ids.Length - 2);
    }

    /// <summary>The four weighted parts of p, and their sum.</summary>
    private double Parts(ReadOnlySpan<int> ids, int at, Span<double> parts)
    {
        (int u, int v, int w) = (ids[at - 2], ids[at - 1], ids[at]);
        parts[0] = _weights[0] * Ratio(Get(Key(u, v, w)), Get(Key(u, v, -1)));
        parts[1] = _weights[1] * Ratio(Get(Key(-1, v, w)), Get(Key(-1, v, -1)));
        parts[2] = _weights[2] * Ratio(Get(Key(-1, -1, w)), _total);
        parts[3] = _weights[3] / vocabulary;
        return parts[0] + parts[1] + parts[2] + parts[3];
    }

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    private static ulong Key(int u, int v, int w) => (ulong)(u + 1) << 40 | (ulong)(v + 1) << 20 | (uint)(w + 1);

    private void Add(ulong key) => CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out _)++;

    private int Get(ulong key) => _counts.GetValueOrDefault(key);
}
