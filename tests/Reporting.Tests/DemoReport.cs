namespace LstmGen.Reporting.Tests;

/// <summary>A report with one of everything, made of plausible numbers; the tests leave it beside their assembly to look at.</summary>
internal static class DemoReport
{
    public static HtmlReport Build() => new HtmlReport("Review sentiment")
    {
        Subtitle = "Bidirectional LSTM, 2 × 256 units, attention pooling; trained on 67,349 sentences, validated on 872",
    }
        .KeyFigures(
            ("Accuracy", "87.3%", "validation, epoch 9"),
            ("Loss", "0.3214", "validation, epoch 9"),
            ("Training", "4:12", "16,043 sequences/s"),
            ("Parameters", "3.58 M", "14.3 MB"))
        .Paragraph(
            "Validation loss is lowest after epoch 9 and rises afterwards, while training loss goes on falling: "
            + "the model starts to learn the training sentences by heart. Early stopping kept the weights of epoch 9.")
        .Heading("Training")
        .Chart(Losses, "Mean cross-entropy per sentence. The gap in the validation curve is an epoch whose validation was skipped.")
        .Chart(GradientNorm, "Gradient norm before clipping, every batch.")
        .Heading("Results")
        .Chart(Confusion, "Each row is shaded by the share of its own class.")
        .Table(["Epoch", "Training loss", "Validation loss", "Accuracy", "Remark"],
            [["1", "0.6112", "0.4870", "78.2%", ""], ["5", "0.2671", "0.3416", "85.9%", "learning rate halved"],
                ["9", "0.1433", "0.3214", "87.3%", "kept"], ["14", "0.0612", "–", "86.1%", "stopped"]],
            "Selected epochs")
        .Heading("What the model looks at")
        .Chart(Attention)
        .Chart(Influence, "How much the logit of “positive” changes when the word is left out.")
        .Chart(Spectrogram, "A tone that rises, twice.")
        .Chart(Alignment, "Each word of the translation is shaded by where it looks.")
        .Heading("Speed")
        .Chart(Timings, "Forward and backward pass, batch of 64, sequences of 100 steps, 128 units. Shorter is better.")
        .Chart(new LineChart { Title = "Learning curve without data", Series = [new("loss", [])] })
        .Heading("Model")
        .Code(
            "Embedding  10,000 × 128          1,280,000\nLstm       256 × 2, bidirectional 2,367,488\n"
            + "Attention  512 → 1                     513\nDense      512 → 2                   1,026");

    public static LineChart Losses { get; } = new()
    {
        Title = "Loss",
        Subtitle = "cross-entropy, by epoch",
        XLabel = "epoch",
        Series =
        [
            new("training", [.. Enumerable.Range(1, 14).Select(e => 0.04 + 0.72 * Math.Exp(-0.22 * e))]),
            new(
                "validation",
                [.. Enumerable.Range(1, 14)
                    .Select(e => e == 6 ? double.NaN : 0.30 + 0.32 * Math.Exp(-0.45 * e) + 0.004 * Math.Max(0, e - 9) * (e - 9))]),
            new("bag of words", [.. Enumerable.Repeat(0.452, 14)]) { Dashed = true },
        ],
        Marks = [new(9, "best epoch")],
    };

    public static HeatMap Spectrogram { get; } = new()
    {
        Title = "Spectrogram",
        Values = Rising(),
        Upwards = true,
        ColumnStep = 0.01,
        Marks = [new(0.2, "one"), new(1.4, "two")],
        YLabel = "40 mel bands",
        XLabel = "seconds",
    };

    public static HeatMap Alignment { get; } = new()
    {
        Title = "Alignment",
        Values = new double[,] { { 0.9, 0.1, 0 }, { 0.2, double.NaN, 0.7 } },
        RowLabels = ["the", "house"],
        ColumnLabels = ["das", "grosse", "Haus"],
    };

    public static LineChart GradientNorm { get; } = new()
    {
        Title = "Gradient norm",
        Subtitle = "logarithmic scale, by batch",
        XLabel = "batch",
        LogScale = true,
        Series = [new("norm", Noise())],
    };

    public static ConfusionMatrixChart Confusion { get; } = new()
    {
        Title = "Confusion",
        Subtitle = "872 validation sentences",
        Classes = ["negative", "neutral", "positive", "mixed feelings"],
        Counts = new[,] { { 231, 14, 9, 6 }, { 18, 160, 21, 12 }, { 7, 15, 244, 8 }, { 12, 19, 17, 79 } },
    };

    public static HeatStrip Attention { get; } = new()
    {
        Title = "Attention",
        Subtitle = "“positive”, 97.1% sure",
        Words = "The plot is thin , but the acting is superb and I was moved to tears by the quietly devastating final scene .".Split(' '),
        Weights = [0.01, 0.03, 0.01, 0.06, 0.004, 0.05, 0.01, 0.05, 0.02, 0.21, 0.01, 0.01, 0.01, 0.12, 0.02, 0.08, 0.01, 0.01, 0.06, 0.14,
            0.03, 0.04, 0.006],
    };

    public static HeatStrip Influence { get; } = new()
    {
        Title = "Influence",
        Words = ["The", "plot", "is", "thin", ",", "but", "the", "acting", "is", "superb"],
        Weights = [0.02, -0.11, -0.03, -0.92, 0.01, 0.34, 0.02, 0.28, double.NaN, 1.61],
    };

    public static BarChart Timings { get; } = new()
    {
        Title = "Time per batch",
        Unit = "ms",
        Bars = [new("LstmGen, 2 threads", 10.9, Emphasis: true), new("LstmGen, 1 thread", 19.4, Emphasis: true),
            new("framework A, best setting", 79.6), new("framework B", 121.3), new("framework C", double.NaN)],
    };

    private static double[] Noise()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(1, 5000)
            .Select(
                b =>
                    40 * Math.Pow(b, -0.45) * Math.Exp(0.5 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5))
                        + (random.Next(700) == 0 ? 20 : 0))];
    }

    private static double[,] Rising()
    {
        var values = new double[40, 250];
        for (var t = 0; t < 250; t++)
        {
            for (var band = 0; band < 40; band++)
                values[band, t] = Math.Exp(-0.1 * Math.Pow(band - t % 120 / 4.0, 2));
        }

        return values;
    }
}
