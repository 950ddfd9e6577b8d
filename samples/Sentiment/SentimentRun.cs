using LstmGen.Data;
using LstmGen.Modeling;
using LstmGen.Reporting;
using LstmGen.Training;

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
        Console.WriteLine($"{reviews.Train.Count} training, {reviews.Validation.Count} validation, {reviews.Test.Count} test sentences, {reviews.Words.Count} words");

        History history = sample.Train(model, reviews.Train, sample.Fit(usual: kind == "bidirectional" ? 4 : 12, fast: 20) with
        {
            BatchSize = 32,
            Optimizer = new Adam(sample.Fast ? 5e-3f : 5e-4f),
            ClipNorm = 5f,
            Average = sample.Fast ? null : new WeightAverage(0.99),
            Validation = reviews.Validation,
            Metrics = [new Accuracy(2)],
            EarlyStopping = sample.Fast ? null : new EarlyStopping(patience: 5, metric: "accuracy"),
        });

        var report = new SampleReport(sample, "Sentiment");
        report.Figure("test accuracy", $"{model.Evaluate(reviews.Test, [new Accuracy(2)]).Metrics["accuracy"] * 100:f2} %", $"{kind}, {reviews.Test.Count} sentences");
        report.Figure("naive Bayes", $"{NaiveBayes.Accuracy(reviews.Train, reviews.Test, reviews.Words.Count) * 100:f2} %");
        Judge(report, reviews, model, reviews.TestTexts.Take(4).Select(text => text.Text).Concat(sentence is null ? [] : [sentence]));
        report.Losses("sentiment", history);
        report.Model("sentiment", model);
        reviews.Words.Save(Path.Combine(sample.Output, "words.txt"));
        report.Save();
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
            int[] ids = reviews.Encode(text);
            float[] probabilities = model.Predict(SequenceSet.FromTokens([ids]))[0];
            int answer = probabilities[1] > probabilities[0] ? 1 : 0;
            Console.WriteLine($"{reviews.Classes[answer]} ({probabilities[answer]:p0}): {text}");
            if (model is not AttentionSentiment attentive)
                continue;
            var weights = new float[ids.Length];
            attentive.PredictWithAttention(ids, 1, default, probabilities, weights);
            report.Picture($"attention-{++number}", new HeatStrip
            {
                Title = $"Attention: judged {reviews.Classes[answer]} with {probabilities[answer]:p0}",
                Subtitle = "share of the attention against an even one: 0.2 is a fifth more (blue), -0.2 a fifth less (orange)",
                Words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..ids.Length],
                Weights = [.. weights.Select(weight => weight * (double)ids.Length - 1)],
            });
        }
    }
}
