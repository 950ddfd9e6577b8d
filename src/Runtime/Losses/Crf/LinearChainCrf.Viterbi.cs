namespace LstmGen.CompilerServices;

public static partial class LinearChainCrf
{
    /// <summary>The path of the highest score (Viterbi 1967).</summary>
    /// <param name="emissions">Scores of each tag at each step, from the sequence's first value on.</param>
    /// <param name="layout">Where the steps lie; its width must be the number of tags.</param>
    /// <param name="length">Valid steps of the sequence, in [1, steps].</param>
    /// <param name="weights">The CRF's parameters.</param>
    /// <param name="path">Receives the tag of each valid step, [length]; the lower tag where scores are equal.</param>
    /// <param name="scratch">Working memory.</param>
    /// <returns>The path's score; NaN, with a path that means nothing, where a score is NaN.</returns>
    /// <exception cref="ArgumentException">A span or length does not fit.</exception>
    public static double Decode(ReadOnlySpan<float> emissions, SequenceLayout layout, int length, CrfWeights weights,
        Span<int> path, CrfScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        weights.Check(layout, length, emissions.Length);
        RowCheck.Same(path.Length, length, nameof(path));
        int tags = weights.Tags;
        scratch.PrepareDecoding(length, tags);

        Span<double> score = scratch.AlphaAt(0);
        for (int j = 0; j < tags; j++)
            score[j] = (double)weights.Start[j] + layout.Step(emissions, 0)[j];
        for (int t = 1; t < length; t++)
        {
            Extend(scratch.AlphaAt(t - 1), weights.Transitions, scratch.AlphaAt(t), scratch.Predecessors.AsSpan(t * tags, tags));
            score = scratch.AlphaAt(t);
            ReadOnlySpan<float> x = layout.Step(emissions, t);
            for (int j = 0; j < tags; j++)
                score[j] += x[j];
        }

        int best = 0;
        for (int j = 0; j < tags; j++)
        {
            score[j] += weights.End[j];
            if (Beats(score[j], score[best]))
                best = j;
        }

        for (int t = length - 1; t >= 0; t--)
        {
            path[t] = best;
            best = scratch.Predecessors[t * tags + best];
        }

        return score[path[length - 1]];
    }

    /// <summary>score(j) = max_i before(i) + T(i, j), and the i that reaches it.</summary>
    private static void Extend(ReadOnlySpan<double> before, ReadOnlySpan<float> transitions, Span<double> score, Span<int> predecessors)
    {
        for (int j = 0; j < score.Length; j++)
            score[j] = before[0] + transitions[j];
        predecessors.Clear();
        for (int i = 1; i < before.Length; i++)
        {
            ReadOnlySpan<float> row = transitions.Slice(i * score.Length, score.Length);
            for (int j = 0; j < score.Length; j++)
            {
                double candidate = before[i] + row[j];
                if (!Beats(candidate, score[j]))
                    continue;
                score[j] = candidate;
                predecessors[j] = i;
            }
        }
    }

    /// <summary>Greater, or NaN, which must come out at the end.</summary>
    private static bool Beats(double candidate, double best) => candidate > best || double.IsNaN(candidate);
}
