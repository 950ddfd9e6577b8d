using System.Numerics.Tensors;
using LstmGen.Data;
using LstmGen.Reporting;

namespace LstmGen.Samples.Sentiment;

/// <summary>Trains one of the models, measures it against naive Bayes, and shows the attention over sentences.</summary>
internal static class SentimentRun
{
    public static void Execute(Sample sample, string kind, string? vectors, string? sentence)
    {
        if (string.IsNullOrWhiteSpace(sentence) && sentence is not null)
            throw new ArgumentException("--sentence is empty; give some words.");
        (IRecurrentModel model, int size) = kind switch
        {
            "small" => ((IRecurrentModel)new SmallSentiment(sample.Seed), 64),
            "bidirectional" => (new BidirectionalSentiment(sample.Seed), 100),
            "attention" => (new AttentionSentiment(sample.Seed), 100),
            _ => throw new ArgumentException($"--model is '{kind}'; give small, bidirectional or attention."),
        };
        Reviews reviews = Reviews.Load(sample);
        if (vectors is not null)
            ReadVectors(vectors, reviews, model, size);
        Console.WriteLine(model.Description.Table);
        Console.WriteLine(
            $"{reviews.Train.Count} training, {reviews.Validation.Count} validation, {reviews.Test.Count} test texts, "
            + $"{reviews.Words.Count} words");
        History history = sample.Train(model, reviews.Train, Options(sample, kind, reviews));

        var report = new SampleReport(sample, "Sentiment");
        var matrix = new ConfusionMatrix(reviews.Classes, model.Predict(reviews.Test), i => reviews.Test.Targets().Classes(i)[0]);
        report.Figure("test accuracy", Digits.Percent(matrix.Accuracy), $"{kind}, {reviews.Test.Count} texts");
        report.Figure(
            "naive Bayes", Digits.Percent(NaiveBayes.Accuracy(reviews.Train, reviews.Test, reviews.Words.Count, reviews.Classes.Count)));
        report.Figure("most frequent class", Digits.Percent(reviews.MostFrequentShare));
        report.Picture("classes", matrix.Chart("Classes of the test part"));
        Judge(report, reviews, model, reviews.TestTexts.Take(4).Select(text => text.Text).Concat(sentence is null ? [] : [sentence]));
        report.Losses("sentiment", history);
        report.Model("sentiment", model);
        reviews.Words.Save(Path.Combine(sample.Output, "words.txt"));
        report.Save();
    }

    private static FitOptions Options(Sample sample, string kind, Reviews reviews)
    {
        bool quick = sample.Fast && sample.Files.Count == 0;
        FitOptions options = sample.Files.Count > 0
            ? sample.FitOwn(
                reviews.Train, reviews.Validation, batch: reviews.Train.Count < 1000 ? 8 : 32, updates: 2500, metric: "accuracy")
            : sample.Fit(usual: kind == "bidirectional" ? 4 : 12, fast: 20) with
            {
                BatchSize = 32,
                Validation = reviews.Validation,
                EarlyStopping = quick ? null : new EarlyStopping(patience: 5, metric: "accuracy"),
            };
        return options with
        {
            Optimizer = new Adam(quick ? 5e-3f : reviews.Train.Count < 1000 ? 1e-3f : 5e-4f),
            ClipNorm = 5f,
            Average = quick ? null : new WeightAverage(0.99),
            Metrics = [new Accuracy(reviews.Classes.Count)],
        };
    }

    private static void ReadVectors(string path, Reviews reviews, IRecurrentModel model, int size)
    {
        int found = 0;
        model.Parameters.Update("embedding.weight", table =>
            found = WordVectors.Fill(path, reviews.Words, table[..(reviews.Words.Count * size)], size, lowerCase: true));
        Console.WriteLine($"{found} of {reviews.Words.Count} words have a vector in {path}");
    }

    private static void Judge(SampleReport report, Reviews reviews, IRecurrentModel model, IEnumerable<string> sentences)
    {
        int number = 0;
        foreach (string text in sentences)
        {
            IReadOnlyList<string> words = reviews.Read(text);
            int[] ids = reviews.Words.Encode(words);
            float[] probabilities = model.Predict(SequenceSet.FromTokens([ids]))[0];
            int answer = TensorPrimitives.IndexOfMax(probabilities);
            string sure = Digits.Percent(probabilities[answer]);
            Console.WriteLine(
                $"{reviews.Classes[answer]} ({sure}): {(words.Count < 60 ? text : string.Join(' ', words.Take(60)) + " ...")}");
            if (model is not AttentionSentiment attentive)
                continue;
            var weights = new float[ids.Length];
            attentive.PredictWithAttention(ids, 1, default, probabilities, weights);
            report.Picture($"attention-{++number}", new HeatStrip
            {
                Title = $"Attention: judged {reviews.Classes[answer]} with {sure}",
                Subtitle = "share of the attention against an even one: 0.2 is a fifth more (blue), -0.2 a fifth less (orange)",
                Words = words,
                Weights = [.. weights.Select(weight => weight * (double)ids.Length - 1)],
            });
        }
    }
}
