using LstmGen.Reference.Models;

namespace LstmGen.Reference.Random;

/// <summary>Smaller variants of a case; each is a single change. Some models may be invalid: the caller checks.</summary>
internal static class Shrinker
{
    public static IEnumerable<RandomCase> Batches(RandomCase source)
    {
        var data = source.Data;
        if (data.Batch > 1)
        {
            int rows = data.Batch / 2;
            yield return source with { Data = data with { Batch = rows, Lengths = data.Lengths?[..rows] } };
        }

        if (data.Lengths is not null)
            yield return source with { Data = data with { Lengths = null } };
        foreach (int time in new[] { data.Time / 2, data.Time - 1 }.Where(time => time >= 1).Distinct())
        {
            var lengths = data.Lengths?.Select(length => Math.Min(length, time)).ToArray();
            if (source.Model.OutputSteps(lengths?.Min() ?? time) > 0)
                yield return source with { Data = data with { Time = time, Lengths = lengths } };
        }

        var options = source.Options;
        if (options.InitialStates)
            yield return source with { Options = options with { InitialStates = false } };
        if (options.StateGradients)
            yield return source with { Options = options with { StateGradients = false } };
    }

    public static IEnumerable<ReferenceModel> Models(ReferenceModel model)
    {
        for (int i = 0; i < model.Heads.Count; i++)
            yield return model with { Heads = Without(model.Heads, i) };
        for (int i = 0; i < model.Layers.Count; i++)
            yield return model with { Layers = Without(model.Layers, i) };
        foreach (var input in Inputs(model.Input))
            yield return model with { Input = input };
        for (int i = 0; i < model.Layers.Count; i++)
            foreach (var layer in LayerShrinker.Smaller(model.Layers[i]))
                yield return model with { Layers = With(model.Layers, i, layer) };
        for (int i = 0; i < model.Heads.Count; i++)
            foreach (var head in HeadShrinker.Smaller(model.Heads[i]))
                yield return model with { Heads = With(model.Heads, i, head) };
    }

    private static IEnumerable<ReferenceInput> Inputs(ReferenceInput input)
    {
        switch (input)
        {
            case FeaturesInput features:
                for (int i = 0; i < features.Columns.Count; i++)
                    yield return features with { Columns = Without(features.Columns, i) };
                for (int i = 0; i < features.Columns.Count; i++)
                {
                    if (features.Columns[i].Size > 1)
                        yield return features with { Columns = With(features.Columns, i, features.Columns[i] with { Size = 1 }) };
                }

                if (features.Static > 0 && features.Columns.All(column => column.Column < features.Count - 1))
                    yield return features with { Static = features.Static - 1 };
                int half = features.Size / 2;
                if (half > 0 && features.Static == 0 && features.Columns.All(column => column.Column < half))
                    yield return features with { Size = half };
                break;
            case EmbeddingInput embedding:
                if (embedding.Size > 1)
                    yield return embedding with { Size = embedding.Size / 2 };
                if (embedding.Vocabulary > 2 && embedding.PaddingIndex < embedding.Vocabulary / 2)
                    yield return embedding with { Vocabulary = Math.Max(2, embedding.Vocabulary / 2) };
                if (embedding.PaddingIndex >= 0)
                    yield return embedding with { PaddingIndex = -1 };
                if (embedding.Frozen)
                    yield return embedding with { Frozen = false };
                if (embedding.Dropout > 0)
                    yield return embedding with { Dropout = 0 };
                break;
        }
    }

    private static List<T> Without<T>(IReadOnlyList<T> list, int index) => [.. list.Where((_, i) => i != index)];

    private static List<T> With<T>(IReadOnlyList<T> list, int index, T item) => [.. list.Select((old, i) => i == index ? item : old)];
}
