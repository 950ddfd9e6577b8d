using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;

namespace LstmGen.Reference.Random;

/// <summary>Draws declarations with data, and makes failing ones smaller.</summary>
public static class RandomModels
{
    /// <summary>The declaration and data of a seed; the same seed and options give the same case.</summary>
    public static RandomCase Draw(int seed, RandomModelOptions allowed)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        var dice = new Dice(seed);
        int batch = dice.Between(1, allowed.MaxBatch), time = dice.Between(1, allowed.MaxTime);
        var lengths = dice.OneIn(2, allowed.VariableLengths)
            ? Enumerable.Range(0, batch).Select(_ => dice.Between(1, time)).ToArray()
            : null;
        ReferenceInput input = Input(dice, allowed);
        var body = new ReferenceModel($"Random{(uint)seed}", input, Layers(dice, allowed, input, lengths?.Min() ?? time), []);
        if (dice.OneIn(3, allowed.Heads.HasFlag(HeadKinds.TiedLanguageModel)) && body.Input is EmbeddingInput embedding
            && !body.Layers.Any(layer => layer is SkipLayer))
        {
            // Weights can be tied where the last layer is as wide as the embedding.
            body = body with { Input = embedding with { Size = body.WidthBefore(body.Layers.Count) } };
        }

        var model = body with { Heads = Heads(dice, allowed, body) };
        return Fill(new(seed, allowed, model, [], new() { Batch = batch, Time = time, Lengths = lengths }));
    }

    /// <summary>
    /// Cases that are one change smaller: fewer layers, heads, rows or steps, smaller sizes, or an option less. They
    /// are all valid, and every chain of them ends.
    /// </summary>
    public static IEnumerable<RandomCase> Shrink(RandomCase source)
    {
        ArgumentNullException.ThrowIfNull(source);
        foreach (var candidate in Shrinker.Batches(source))
            yield return Fill(candidate);
        foreach (var model in Shrinker.Models(source.Model))
        {
            if (IsValid(model, source))
                yield return Fill(source with { Model = model });
        }
    }

    /// <summary>Follows <see cref="Shrink"/> as long as some smaller case still fails.</summary>
    /// <param name="source">A failing case.</param>
    /// <param name="fails">Whether a case fails.</param>
    /// <returns>A failing case of which no smaller one fails.</returns>
    public static RandomCase Minimize(RandomCase source, Func<RandomCase, bool> fails)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(fails);
        while (Shrink(source).FirstOrDefault(fails) is { } smaller)
            source = smaller;
        return source;
    }

    private static RandomCase Fill(RandomCase source) => source with
    {
        Parameters = RandomData.Parameters(source.Model, source.Seed),
        Data = RandomData.Batch(
            source.Model, source.Seed + 1, source.Data.Batch, source.Data.Time, source.Data.Lengths,
            new Dice(source.Seed + 2).OneIn(2, source.Options.InitialStates),
            new Dice(source.Seed + 3).OneIn(2, source.Options.StateGradients)),
    };

    private static bool IsValid(ReferenceModel model, RandomCase source)
    {
        int shortest = source.Data.Lengths?.Min() ?? source.Data.Time;
        bool tied = model.Heads.Any(head => head is LanguageModelHead { TieWeights: true });
        return model.Heads.Count > 0 && model.Layers.Count > 0 && model.OutputSteps(shortest) > 0 && model.SkipsFit
            && (!tied || model.Input.Width == model.WidthBefore(model.Layers.Count));
    }

    private static ReferenceInput Input(Dice dice, RandomModelOptions allowed)
    {
        if (!dice.OneIn(3, allowed.Embedding)
            && !(allowed.Heads & ~(HeadKinds.LanguageModel | HeadKinds.TiedLanguageModel)).Equals(HeadKinds.None))
            return Features(dice, allowed);
        int vocabulary = dice.Between(2, 30);
        return new EmbeddingInput(vocabulary, dice.Size(allowed.MaxSize))
        {
            PaddingIndex = dice.OneIn(2) ? dice.Between(0, vocabulary - 1) : -1,
            Frozen = dice.OneIn(5),
            Dropout = dice.OneIn(3, allowed.DropoutRates) ? 0.2f : 0,
        };
    }

    private static FeaturesInput Features(Dice dice, RandomModelOptions allowed)
    {
        int size = dice.Size(allowed.MaxSize);
        int statics = dice.OneIn(5, allowed.Static) ? dice.Size(9) : 0, all = size + statics;
        if (!dice.OneIn(4, allowed.Columns))
            return new(size) { Static = statics };
        int count = dice.Between(1, Math.Min(3, all));
        int[] columns = [.. Enumerable.Range(0, all).Select(column => (Column: column, Order: dice.Between(0, 999)))
            .OrderBy(pair => pair.Order).Select(pair => pair.Column).Take(count)];
        return new(size)
        {
            Static = statics,
            Columns = [.. columns.Select((column, i) =>
            {
                int vocabulary = dice.Between(1, 12);
                return new CategoryColumn(column, vocabulary, dice.Size(12))
                {
                    PaddingIndex = dice.OneIn(3) ? dice.Between(0, vocabulary - 1) : -1,
                    Frozen = dice.OneIn(5),
                    Name = dice.OneIn(4, allowed.Names) ? $"kind{i}" : null,
                };
            })],
        };
    }

    private static List<ReferenceLayer> Layers(Dice dice, RandomModelOptions allowed, ReferenceInput input, int shortest)
    {
        int count = dice.Between(1, allowed.MaxLayers), recurrent = dice.Between(0, count - 1);
        var layers = new List<ReferenceLayer>();
        for (int i = 0; i < count; i++)
        {
            ReferenceLayer? skip = i > 0 && i != recurrent && dice.OneIn(4, allowed.Skip)
                ? LayerDraw.Skip(dice, new ReferenceModel("", input, layers, []))
                : null;
            var layer = skip ?? (i == recurrent ? LayerDraw.Recurrent(dice, allowed) : LayerDraw.Any(dice, allowed, shortest));
            shortest = layer.OutputSteps(shortest);
            bool named = dice.OneIn(5, allowed.Names && layer is not (DropoutLayer or ActivationLayer));
            layers.Add(named ? layer with { Name = $"part{i}" } : layer);
        }

        return layers;
    }

    private static List<ReferenceHead> Heads(Dice dice, RandomModelOptions allowed, ReferenceModel body)
    {
        int count = dice.OneIn(3, allowed.SeveralHeads) ? dice.Between(2, 3) : 1;
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var head = HeadDraw.Any(dice, allowed, body);
            return count == 1 ? head : head with { Name = $"goal{i}", LossWeight = dice.Of([1f, 0.5f, 2f]) };
        })];
    }
}
