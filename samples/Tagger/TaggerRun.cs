using LstmGen.Data;
using LstmGen.Modeling;
using LstmGen.Reporting;
using LstmGen.Training;

namespace LstmGen.Samples.Tagger;

/// <summary>Decodes tags of a sequence: <c>model.Decode(ids, 1, default, tags)</c>.</summary>
internal delegate void Decoder(ReadOnlySpan<int> ids, Span<int> tags);

/// <summary>Trains any of the taggers and measures it on whole sentences.</summary>
internal sealed class TaggerRun(Sample sample, SampleReport report, string name, Sentences data)
{
    /// <summary>Trains a tagger of parts of speech; reports the share of right tags and the confusion matrix.</summary>
    public void PartsOfSpeech(IRecurrentModel model, int usual)
    {
        var f1 = new F1(Outputs(model), Averaging.Macro);
        Train(model, usual, new Accuracy(Outputs(model)));
        double accuracy = model.Evaluate(data.Test, [new Accuracy(Outputs(model)), f1]).Metrics["accuracy"];
        double floor = data.TestSentences.SelectMany(sentence => sentence.Tokens.Zip(sentence.Tags)).Average(pair => data.Floor.Of(pair.First) == pair.Second ? 1.0 : 0.0);
        report.Figure($"{name} accuracy", $"{100 * accuracy:f2} %", $"most frequent tag per word {100 * floor:f2} %");
        var counts = new int[data.Tags.Count, data.Tags.Count];
        for (int actual = 0; actual < data.Tags.Count; actual++)
        {
            for (int predicted = 0; predicted < data.Tags.Count; predicted++)
                counts[actual, predicted] = (int)f1.Matrix[actual, predicted];
        }

        report.Picture($"{name}-confusion", new ConfusionMatrixChart { Title = $"{name}: tags", Classes = data.Tags.Names, Counts = counts });
    }

    /// <summary>Trains a tagger of names; reports F1 over whole names.</summary>
    /// <param name="model">The tagger.</param>
    /// <param name="usual">Epochs.</param>
    /// <param name="weight">Weight in the loss of tags inside names, which are rare; 1 for none.</param>
    public void Names(IRecurrentModel model, int usual, float weight = 1)
    {
        // A head may have more outputs than the data has tags.
        string[] labels = [.. data.Tags.Names, .. Enumerable.Repeat("O", Outputs(model) - data.Tags.Count)];
        Train(model, usual, new EntityF1(labels), weight == 1 ? null : [.. labels.Select(label => label == "O" ? 1 : weight)]);
        var metric = new EntityF1(labels);
        model.Evaluate(data.Test, [metric]);
        var floor = new EntityF1(labels);
        foreach (TaggedSentence sentence in data.TestSentences)
            floor.Add([.. sentence.Tokens.Select(word => data.Tags.Id(data.Floor.Of(word)))], [.. sentence.Tags.Select(data.Tags.Id)]);
        report.Figure(
            $"{name} entity F1", $"{metric.Value * 100:f2}",
            $"precision {metric.Total.Precision * 100:f1}, recall {metric.Total.Recall * 100:f1}; most frequent tag per word {floor.Value * 100:f2}");
    }

    /// <summary>Shows the tags of a sentence of the test part.</summary>
    public void Show(int sentence, Decoder decode)
    {
        var tags = new int[data.TestSentences[sentence].Tokens.Count];
        decode(data.Test.Tokens(sentence), tags);
        report.Text($"{name}, a sentence", data.TestSentences[sentence].Tokens.Select((word, i) => $"{word}/{(tags[i] < data.Tags.Count ? data.Tags.Names[tags[i]] : "O")} "));
    }

    private void Train(IRecurrentModel model, int usual, Metric metric, float[]? weights = null)
    {
        Console.WriteLine(model.Description.Table);
        Console.WriteLine($"{name}: {data.Train.Count} training and {data.Test.Count} test sentences, {data.Words.Count} looks of words, {data.Tags.Count} tags");
        FitOptions options = sample.Fit(usual, fast: 16);
        int updates = options.Epochs * ((data.Train.Count + 31) / 32);
        History history = sample.Train(model, data.Train, options with
        {
            BatchSize = 32,
            Optimizer = new Adam(3e-3f),
            Schedule = new OneCycle(3e-3f, updates, warmUpShare: 0.1),
            ClipNorm = 5f,
            ClassWeights = weights is null ? null : new Dictionary<string, float[]> { [model.Description.Heads[0].Name] = weights },
            Validation = data.Validation,
            Metrics = [metric],
            EarlyStopping = new EarlyStopping(patience: sample.Fast ? options.Epochs : 4, metric: metric.Name),
        });
        report.Losses(name, history);
        report.Model(name, model);
    }

    private int Outputs(IRecurrentModel model)
    {
        int outputs = model.Description.Heads[0].Outputs;
        return data.Tags.Count <= outputs ? outputs : throw new ArgumentException($"The data has {data.Tags.Count} tags; the model has {outputs}.");
    }
}
