namespace LstmGen;

/// <summary>A metric and the head whose outputs it measures.</summary>
/// <remarks>
/// Class metrics are given raw scores, value metrics what <c>Predict</c> gives (for a multi-label head, probabilities). A metric of one's
/// own derives from <see cref="LstmGen.Training.ValueMetric"/> or <see cref="LstmGen.Training.OutputMetric"/> for heads of real values,
/// from <see cref="LstmGen.Training.ClassMetric"/> or <see cref="LstmGen.Training.LabelMetric"/> for heads of classes, from
/// <see cref="LstmGen.Training.SequenceMetric"/> for tags, labels and classes as they are decoded. A plain metric converts to one for the
/// model's only head: <c>Metrics = [new Accuracy(2)]</c>.
/// </remarks>
/// <param name="Head">Name of the head; null for the model's only one.</param>
/// <param name="Metric">The metric; it is reset before each measurement.</param>
public sealed record HeadMetric(string? Head, Metric Metric)
{
    /// <summary>The metric of the model's only head.</summary>
    public static HeadMetric FromMetric(Metric metric) => new(null, metric);

    /// <summary>The metric of the model's only head.</summary>
    public static implicit operator HeadMetric(Metric metric) => new(null, metric);

    /// <summary>The name in histories: <c>accuracy</c>, or <c>tags.accuracy</c> where a head is named.</summary>
    public string Name => Head is null ? Metric.Name : $"{Head}.{Metric.Name}";
}
