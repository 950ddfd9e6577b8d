namespace LstmGen.Samples;

/// <summary>A text as parallel streams, trained by truncated backpropagation.</summary>
/// <param name="Train">To learn from.</param>
/// <param name="Validation">To choose the best epoch by; the test part, to be looked at only, where no such part is set aside.</param>
/// <param name="Test">To be measured on.</param>
/// <param name="Streams">Streams of the training part.</param>
/// <param name="Steps">Steps of an update.</param>
internal sealed record TextStreams(SequenceSet Train, SequenceSet Validation, SequenceSet Test, int Streams, int Steps)
{
    private const int OwnUpdates = 1500, MostEpochs = 60;

    public int UpdatesPerEpoch => (Train.MaxLength + Steps - 1) / Steps;

    /// <summary>Cuts the parts into streams; a short text of one's own into fewer, so that each has some updates of steps.</summary>
    public static TextStreams Of(Sample sample, int[] train, int[] validation, int[] test, int streams, int steps)
    {
        if (sample.Files.Count > 0)
            streams = Math.Clamp(train.Length / (8 * steps), 1, streams);
        return new TextStreams(Cut(train), Cut(validation.Length > 0 ? validation : test), Cut(test), streams, steps);

        SequenceSet Cut(int[] part) => SequenceSet.ParallelStreams(part, Math.Clamp(part.Length / 16, 1, streams));
    }

    /// <summary>How they are trained; of a text of one's own the best epoch is kept, and a short one is gone through more often.</summary>
    public FitOptions Fit(Sample sample, FitOptions usual)
    {
        FitOptions options = usual with { BatchSize = Streams, TruncatedSteps = Steps, ClipNorm = 1f, Validation = Validation };
        if (sample.Files.Count == 0)
            return options;
        int epochs = sample.Epochs(Math.Clamp(OwnUpdates / UpdatesPerEpoch, usual.Epochs, MostEpochs), usual.Epochs);
        return options with { Epochs = epochs, EarlyStopping = new EarlyStopping(patience: Math.Max(2, epochs / 8)) };
    }
}
