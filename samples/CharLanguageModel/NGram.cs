using System.Runtime.InteropServices;

namespace LstmGen.Samples.CharLanguageModel;

/// <summary>Counts of characters after the <paramref name="order"/> before them, each plus 0.1: what the network must beat.</summary>
internal sealed class NGram(int order, int vocabulary)
{
    private const double Added = 0.1;

    private readonly Dictionary<(ulong Context, int Next), int> _pairs = [];
    private readonly Dictionary<ulong, int> _contexts = [];

    public void Read(ReadOnlySpan<int> ids)
    {
        for (int i = order; i < ids.Length; i++)
        {
            ulong context = Context(ids, i);
            CollectionsMarshal.GetValueRefOrAddDefault(_pairs, (context, ids[i]), out _)++;
            CollectionsMarshal.GetValueRefOrAddDefault(_contexts, context, out _)++;
        }
    }

    /// <summary>Mean of -log p over a text, in nats per character.</summary>
    public double NatsPerCharacter(ReadOnlySpan<int> ids)
    {
        double sum = 0;
        for (int i = order; i < ids.Length; i++)
        {
            ulong context = Context(ids, i);
            double count = _pairs.GetValueOrDefault((context, ids[i])) + Added;
            sum -= Math.Log(count / (_contexts.GetValueOrDefault(context) + Added * vocabulary));
        }

        return sum / (ids.Length - order);
    }

    private ulong Context(ReadOnlySpan<int> ids, int end)
    {
        ulong context = 0;
        for (int i = end - order; i < end; i++)
            context = context << 16 | (uint)ids[i];
        return context;
    }
}
