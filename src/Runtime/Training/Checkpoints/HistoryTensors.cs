namespace LstmGen.Training;

/// <summary>A history as columns of a checkpoint, one value per epoch.</summary>
internal static class HistoryTensors
{
    private const string Metric = "history.metric.";

    public static void Write(CheckpointWriter writer, History history)
    {
        Column(writer, history, "train_loss", epoch => epoch.TrainLoss);
        Column(writer, history, "learning_rate", epoch => epoch.LearningRate);
        Column(writer, history, "seconds", epoch => epoch.Seconds);
        Column(writer, history, "samples_per_second", epoch => epoch.SamplesPerSecond);
        if (history.Epochs.Count == 0 || history.Epochs[0].ValidationLoss is null)
            return;
        Column(writer, history, "validation_loss", epoch => epoch.ValidationLoss!.Value);
        foreach (string name in history.Epochs[0].Metrics.Keys)
            Column(writer, history, "metric." + name, epoch => epoch.Metrics[name]);
    }

    public static void Read(CheckpointReader reader, History history)
    {
        ReadOnlySpan<double> losses = reader.Numbers("history.train_loss");
        int count = losses.Length;
        ReadOnlySpan<double> rates = reader.Numbers("history.learning_rate", count);
        ReadOnlySpan<double> seconds = reader.Numbers("history.seconds", count);
        ReadOnlySpan<double> speeds = reader.Numbers("history.samples_per_second", count);
        string[] names = [.. reader.Names(Metric)];
        bool validated = reader.Has("history.validation_loss");
        for (int i = 0; i < count; i++)
        {
            int at = i;
            history.Add(new EpochRecord(
                i + 1, losses[i], validated ? reader.Numbers("history.validation_loss", count)[i] : null,
                names.ToDictionary(name => name, name => reader.Numbers(Metric + name, count)[at]),
                rates[i], seconds[i], speeds[i]));
        }
    }

    private static void Column(CheckpointWriter writer, History history, string name, Func<EpochRecord, double> value) =>
        writer.Numbers("history." + name, [.. history.Epochs.Select(value)]);
}
