namespace LstmGen.CompilerServices;

// Steps whose tag is not known.
public static partial class LinearChainCrf
{
    // Expected uses over all paths less those over the paths of the given tags.
    private static double ComputeOpen(ReadOnlySpan<float> emissions, SequenceLayout layout, int length, ReadOnlySpan<int> tags,
        CrfWeights weights, float scale, Span<float> emissionGradient, CrfGradients gradients, CrfScratch scratch)
    {
        Span<float> given = Given(emissions, layout, length, tags, weights, scratch); // a copy: the gradient may overwrite the emissions
        if (tags.IndexOfAnyExcept(Open) < 0)
        {
            for (int t = 0; t < layout.Steps; t++)
                layout.Padded(emissionGradient, t).Clear();
            return 0;
        }

        SequenceLayout own = GivenLayout(length, weights);
        double all = Sweep(emissions, layout, length, default, weights, scale, emissionGradient, gradients, scratch);
        double possible = Sweep(given, own, length, default, weights, -scale, given, gradients, scratch);
        for (int t = 0; t < length; t++)
        {
            Span<float> to = layout.Padded(emissionGradient, t);
            ReadOnlySpan<float> from = own.Padded(given, t);
            for (int k = 0; k < from.Length; k++)
                to[k] += from[k];
        }

        return all - possible;
    }

    private static SequenceLayout GivenLayout(int length, CrfWeights weights) => new(length, weights.Tags, weights.Tags, weights.Tags);

    // Scores under which only paths of the given tags are possible, [length][K].
    private static Span<float> Given(
        ReadOnlySpan<float> emissions, SequenceLayout layout, int length, ReadOnlySpan<int> tags, CrfWeights weights, CrfScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        weights.Check(layout, length, emissions.Length);
        RowCheck.Same(tags.Length, length, nameof(tags));
        int count = weights.Tags;
        Span<float> given = scratch.GivenAt(length, count);
        for (int t = 0; t < length; t++)
        {
            Span<float> row = given.Slice(t * count, count);
            ReadOnlySpan<float> x = layout.Step(emissions, t);
            if (tags[t] == Open)
            {
                x[..count].CopyTo(row);
                continue;
            }

            RequireTag(tags, t, count);
            row.Fill(float.NegativeInfinity);
            row[tags[t]] = x[tags[t]];
        }

        return given;
    }
}
