using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Heads;

/// <summary>The linear-chain conditional random field (Lafferty et al. 2001) over a row's emissions.</summary>
/// <remarks>
/// score(y) = start[y_0] + sum over t of emission_t[y_t] + sum over t of transitions[y_(t-1), y_t] + end[y_last];
/// -log p(y) = log sum over all y' of exp(score(y')) - score(y).
/// </remarks>
public static class ConditionalRandomField
{
    internal static Var MeanLoss(RunContext run, string head, Sequences output, ReferenceTarget target)
    {
        var classes = target.Classes ?? throw new ArgumentException("The target needs Classes.", nameof(target));
        var (transitions, start, end) = (run.Parameter($"{head}.transitions"),
            run.Parameter($"{head}.start_transitions"), run.Parameter($"{head}.end_transitions"));
        var terms = output.Rows.Select((emissions, row) =>
        {
            var tags = classes.AsSpan(row * output.Time, emissions.Count).ToArray();
            return run.Tape.Subtract(
                LogPartition(run.Tape, emissions, transitions, start, end),
                Score(run.Tape, emissions, tags, transitions, start, end));
        }).ToArray();
        var sum = run.Tape.SumAll(terms);
        return target.SumReduction ? sum : run.Tape.Scale(sum, 1.0 / terms.Length);
    }

    /// <summary>The score of one sequence of tags.</summary>
    public static Var Score(
        Tape tape, IReadOnlyList<Var> emissions, IReadOnlyList<int> tags, Var transitions, Var start, Var end)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(emissions);
        ArgumentNullException.ThrowIfNull(tags);
        ArgumentNullException.ThrowIfNull(start);
        var terms = new List<Var> { tape.Slice(start, tags[0], 1), tape.Slice(end, tags[^1], 1) };
        for (int t = 0; t < tags.Count; t++)
        {
            terms.Add(tape.Slice(emissions[t], tags[t], 1));
            if (t > 0)
                terms.Add(tape.Slice(transitions, (tags[t - 1] * start.Length) + tags[t], 1));
        }

        return tape.SumAll(terms);
    }

    /// <summary>log of the sum of exp(score) over all sequences of tags, by the forward recursion.</summary>
    public static Var LogPartition(Tape tape, IReadOnlyList<Var> emissions, Var transitions, Var start, Var end)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(emissions);
        ArgumentNullException.ThrowIfNull(start);
        int tags = start.Length;
        var alpha = tape.Add(start, emissions[0]);
        for (int t = 1; t < emissions.Count; t++)
        {
            var previous = alpha;
            var next = Enumerable.Range(0, tags).Select(to =>
            {
                var into = tape.Concatenate([.. Enumerable.Range(0, tags).Select(from => tape.Slice(transitions, (from * tags) + to, 1))]);
                return tape.LogSumExp(tape.Add(previous, into));
            }).ToArray();
            alpha = tape.Add(tape.Concatenate(next), emissions[t]);
        }

        return tape.LogSumExp(tape.Add(alpha, end));
    }

    /// <summary>The tags of highest score, by the Viterbi recursion; of equals the lowest tag.</summary>
    /// <param name="emissions">[steps][tags].</param>
    /// <param name="transitions">[from, to].</param>
    /// <param name="start">[tags].</param>
    /// <param name="end">[tags].</param>
    public static int[] BestPath(IReadOnlyList<double[]> emissions, double[] transitions, double[] start, double[] end)
    {
        ArgumentNullException.ThrowIfNull(emissions);
        ArgumentNullException.ThrowIfNull(transitions);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(end);
        int tags = start.Length, steps = emissions.Count;
        var score = start.Zip(emissions[0], (s, e) => s + e).ToArray();
        var cameFrom = new int[steps, tags];
        for (int t = 1; t < steps; t++)
        {
            var next = new double[tags];
            for (int to = 0; to < tags; to++)
            {
                int best = Enumerable.Range(0, tags).MaxBy(from => score[from] + transitions[(from * tags) + to]);
                cameFrom[t, to] = best;
                next[to] = score[best] + transitions[(best * tags) + to] + emissions[t][to];
            }

            score = next;
        }

        var path = new int[steps];
        path[^1] = Enumerable.Range(0, tags).MaxBy(tag => score[tag] + end[tag]);
        for (int t = steps - 1; t > 0; t--)
            path[t - 1] = cameFrom[t, path[t]];
        return path;
    }
}
