using LstmGen.Reporting;

namespace LstmGen.Samples.Speech;

/// <summary>
/// A recording as a spectrogram, with the likeliest alignment of its words, and the probabilities of the symbols below it.
/// </summary>
internal static class PhrasePictures
{
    public static void Add(
        SampleReport report, string name, Recognizer recognizer, Decoder decoder, (float[] Spectrogram, float[] Probabilities) read,
        string subtitle)
    {
        int[] labels = decoder.Labels(read.Probabilities);
        (int First, int Last)[] aligned = decoder.Align(read.Probabilities, labels);
        Mark[] marks = [.. aligned.Select((steps, i) => new Mark(steps.First * Sound.Step, recognizer.Words[labels[i] - 1]))];
        report.Picture($"{name}-spectrogram", new HeatMap
        {
            Title = $"{name}: spectrogram and alignment",
            Subtitle = $"{subtitle}; read: {(labels.Length == 0 ? "nothing" : recognizer.Text(labels))}",
            Values = Table(read.Spectrogram, Sound.Mels),
            Upwards = true,
            ColumnStep = Sound.Step,
            Marks = marks,
            YLabel = $"{Sound.Mels} mel bands, {Sound.Options.LowestHz:f0} to {Sound.Options.HighestHz:f0} Hz, logarithm of the energy",
            XLabel = "seconds",
        }, "A word stands where its label begins in the likeliest alignment.");
        report.Picture($"{name}-path", new HeatMap
        {
            Title = $"{name}: probabilities and best path",
            Subtitle = $"best path: {Path(recognizer, decoder, read.Probabilities)}",
            Values = Table(read.Probabilities, recognizer.Symbols),
            RowLabels = ["blank", .. recognizer.Words],
            ColumnStep = Sound.Step,
            Low = 0,
            High = 1,
            Marks = [.. decoder.Told(read.Probabilities)
                .Select(told => new Mark(told.Step * Sound.Step, recognizer.Words[told.Label - 1]))],
            XLabel = "seconds",
        }, "The likeliest symbol of each step; repeats are one label, and blanks are none.");
    }

    private static string Path(Recognizer recognizer, Decoder decoder, float[] probabilities) => string.Join(
        "  ", decoder.Told(probabilities).Select(told => $"{recognizer.Words[told.Label - 1]} at {told.Step * Sound.Step:f2} s"));

    private static double[,] Table(float[] rows, int width)
    {
        var table = new double[width, rows.Length / width];
        for (int t = 0; t < table.GetLength(1); t++)
        {
            for (int i = 0; i < width; i++)
                table[i, t] = rows[t * width + i];
        }

        return table;
    }
}
