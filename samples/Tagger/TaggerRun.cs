using LstmGen.Data;
using LstmGen.Reporting;

namespace LstmGen.Samples.Tagger;

/// <summary>Decodes tags of a sequence: <c>model.Decode(ids, 1, default, tags)</c>.</summary>
internal delegate void Decoder(ReadOnlySpan<int> ids, Span<int> tags);

/// <summary>Trains any of the taggers and measures it on whole sentences.</summary>
internal sealed class TaggerRun(Sample sample, SampleReport report, string name, Sentences data)
{
    /// <summary>Trains a tagger; reports the share of right tags and the confusion matrix.</summary>
    public void Tags(IRecurrentModel model, int usual)
    {
        Train(model, Usual(usual), new Accuracy(Outputs(model)));
        MeasureTags(model);
    }

    /// <summary>Trains a tagger of names; reports F1 over whole names.</summary>
    /// <param name="model">The tagger.</param>
    /// <param name="usual">Epochs.</param>
    /// <param name="weight">Weight in the loss of tags inside names, which are rare; 1 for none.</param>
    public void Names(IRecurrentModel model, int usual, float weight = 1)
    {
        string[] labels = NamesOf(model);
        Train(model, Usual(usual), new EntityF1(labels), weight == 1 ? null : [.. labels.Select(label => label == "O" ? 1 : weight)]);
        MeasureNames(model);
    }

    /// <summary>Trains a tagger on data of one's own, of which there may be little.</summary>
    /// <param name="model">The tagger, with as many outputs as the data has tags.</param>
    /// <param name="names">Whether the tags are those of names.</param>
    /// <param name="weights">Weights of the tags in the loss; null for none.</param>
    public void Own(IRecurrentModel model, bool names, float[]? weights)
    {
        Metric metric = names ? new EntityF1(NamesOf(model)) : new Accuracy(Outputs(model));
        Train(
            model, sample.FitOwn(data.Train, data.Validation, batch: data.Train.Count < 1000 ? 8 : 32, updates: 3000, metric.Name), metric,
            weights);
        if (names)
            MeasureNames(model);
        else
            MeasureTags(model);
    }

    /// <summary>Shows the tags of a sentence of the test part.</summary>
    public void Show(int sentence, Decoder decode)
    {
        var tags = new int[data.TestSentences[sentence].Tokens.Count];
        decode(data.Test.Tokens(sentence), tags);
        report.Text(
            $"{name}, a sentence",
            data.TestSentences[sentence].Tokens.Select(
                (word, i) => $"{word}/{(tags[i] < data.Tags.Count ? data.Tags.Names[tags[i]] : "O")} "));
    }

    private FitOptions Usual(int usual)
    {
        FitOptions options = sample.Fit(usual, fast: 16);
        return options with { BatchSize = 32, EarlyStopping = new EarlyStopping(patience: sample.Fast ? options.Epochs : 4) };
    }

    private void Train(IRecurrentModel model, FitOptions options, Metric metric, float[]? weights = null)
    {
        Console.WriteLine(model.Description.Table);
        Console.WriteLine(
            $"{name}: {data.Train.Count} training and {data.Test.Count} test sentences, {data.Words.Count} looks of words, "
            + $"{data.Tags.Count} tags");
        int updates = options.Epochs * ((data.Train.Count + options.BatchSize - 1) / options.BatchSize);
        History history = sample.Train(model, data.Train, options with
        {
            Optimizer = new Adam(3e-3f),
            Schedule = new OneCycle(3e-3f, updates, warmUpShare: 0.1),
            ClipNorm = 5f,
            ClassWeights = weights is null ? null : new Dictionary<string, float[]> { [model.Description.Heads[0].Name] = weights },
            Validation = data.Validation,
            Metrics = [metric],
            EarlyStopping = new EarlyStopping(options.EarlyStopping!.Patience, metric: metric.Name),
        });
        report.Losses(name, history);
        report.Model(name, model);
    }

    private void MeasureTags(IRecurrentModel model)
    {
        var f1 = new F1(Outputs(model), Averaging.Macro);
        double accuracy = model.Evaluate(data.Test, [new Accuracy(Outputs(model)), f1]).Metrics["accuracy"];
        double floor =
            data.TestSentences.SelectMany(sentence => sentence.Tokens.Zip(sentence.Tags))
                .Average(pair => data.Floor.Of(pair.First) == pair.Second ? 1.0 : 0.0);
        report.Figure($"{name} accuracy", Digits.Percent(accuracy), $"most frequent tag per word {Digits.Percent(floor)}");
        var counts = new int[data.Tags.Count, data.Tags.Count];
        for (int actual = 0; actual < data.Tags.Count; actual++)
        {
            for (int predicted = 0; predicted < data.Tags.Count; predicted++)
                counts[actual, predicted] = (int)f1.Matrix[actual, predicted];
        }

        report.Picture($"{name}-confusion", new ConfusionMatrixChart
        {
            Title = $"{name}: confusion", Classes = data.Tags.Names, Counts = counts
        });
    }

    private void MeasureNames(IRecurrentModel model)
    {
        var metric = new EntityF1(NamesOf(model));
        model.Evaluate(data.Test, [metric]);
        var floor = new EntityF1(NamesOf(model));
        foreach (TaggedSentence sentence in data.TestSentences)
            floor.Add([.. sentence.Tokens.Select(word => data.Tags.Id(data.Floor.Of(word)))], [.. sentence.Tags.Select(data.Tags.Id)]);
        report.Figure(
            $"{name} entity F1", Digits.Show(metric.Value * 100),
            $"precision {Digits.Show(metric.Total.Precision * 100)}, recall {Digits.Show(metric.Total.Recall * 100)}; "
            + $"most frequent tag per word {Digits.Show(floor.Value * 100)}");
        report.Table(
            ["name", "in the test part", "found", "right", "F1"],
            [.. metric.Types.Select(
                (type, i) =>
                    (string[])[type, $"{metric.OfType(i).Targets}", $"{metric.OfType(i).Predicted}", $"{metric.OfType(i).Right}",
                        Digits.Show(metric.OfType(i).F1 * 100)])]);
    }

    private int Outputs(IRecurrentModel model)
    {
        int outputs = model.Description.Heads[0].Outputs;
        return data.Tags.Count <= outputs
            ? outputs
            : throw new ArgumentException($"The data has {data.Tags.Count} tags; the model has {outputs}.");
    }

    // A head may have more outputs than made data has tags.
    private string[] NamesOf(IRecurrentModel model) => [.. data.Tags.Names, .. Enumerable.Repeat("O", Outputs(model) - data.Tags.Count)];
}
