using LstmGen.Data;
using LstmGen.Modeling;
using LstmGen.Reporting;
using LstmGen.Training;

namespace LstmGen.Samples.Tagger;

/// <summary>Decodes tags of a sequence: <c>model.Decode(ids, 1, default, tags)</c>.</summary>
internal delegate void Decoder(ReadOnlySpan<int> ids, Span<int> tags);

/// <summary>Trains any of the taggers and measures it on whole sentences.</summary>
internal static class TaggerRun
{
    public static void Train(Sample sample, SampleReport report, string name, IRecurrentModel model, Sentences data, int usual, bool stopEarly = false)
    {
        Console.WriteLine(model.Description.Table);
        Console.WriteLine($"{name}: {data.Train.Count} training and {data.Test.Count} test sentences, {data.Words.Count} words, {data.Tags.Count} tags");
        int outputs = model.Description.Heads[0].Outputs;
        if (data.Tags.Count > outputs)
            throw new ArgumentException($"The data has {data.Tags.Count} tags; the model has {outputs}.");
        FitOptions options = sample.Fit(usual, fast: 16);
        int updates = options.Epochs * ((data.Train.Count + 31) / 32);
        History history = model.Fit(data.Train, options with
        {
            BatchSize = 32,
            Optimizer = new Adam(3e-3f),
            Schedule = new OneCycle(3e-3f, updates, warmUpShare: 0.1),
            ClipNorm = 5f,
            Validation = data.Validation,
            EarlyStopping = stopEarly ? new EarlyStopping(patience: 3) : null,
        });
        report.Losses(name, history);
        report.Model(name, model);
    }

    /// <summary>Share of right tags, and the confusion matrix.</summary>
    public static void Accuracy(SampleReport report, string name, Sentences data, Decoder decode)
    {
        var counts = new int[data.Tags.Count, data.Tags.Count];
        int right = 0, all = 0;
        ForEach(data.Test, decode, (predicted, actual) =>
        {
            for (int t = 0; t < actual.Length; t++)
            {
                all++;
                if (actual[t] < 0 || predicted[t] >= data.Tags.Count)
                    continue;
                counts[actual[t], predicted[t]]++;
                right += actual[t] == predicted[t] ? 1 : 0;
            }
        });
        report.Figure($"{name} accuracy", $"{100.0 * right / all:f2} %", $"most frequent tag per word {data.Floor * 100:f2} %");
        report.Picture($"{name}-confusion", new ConfusionMatrixChart { Title = $"{name}: tags", Classes = data.Tags.Names, Counts = counts });
    }

    /// <summary>F1 over whole names.</summary>
    public static void EntityScore(SampleReport report, string name, Sentences data, Decoder decode)
    {
        var metric = new EntityF1([.. data.Tags.Names]);
        int outside = data.Tags.Id("O");
        ForEach(data.Test, decode, (predicted, actual) =>
        {
            int[] known = [.. predicted.Select(tag => tag < data.Tags.Count ? tag : outside)];
            metric.Add(known, [.. actual.Select(tag => tag < 0 ? outside : tag)]);
        });
        report.Figure($"{name} entity F1", $"{metric.Value * 100:f2}", $"precision {metric.Total.Precision * 100:f1}, recall {metric.Total.Recall * 100:f1}");
    }

    private static void ForEach(SequenceSet set, Decoder decode, Action<int[], int[]> use)
    {
        HeadTargets targets = set.Targets();
        for (int i = 0; i < set.Count; i++)
        {
            var tags = new int[set.Length(i)];
            decode(set.Tokens(i), tags);
            use(tags, targets.Classes(i).ToArray());
        }
    }
}
