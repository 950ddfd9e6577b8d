using System.Globalization;
using System.Text;
using LstmGen.Training;

namespace LstmGen.Reporting;

/// <summary>
/// Writes training to a file that TensorBoard shows (<c>tensorboard --logdir FOLDER</c>): as a callback of <c>Fit</c> losses, metrics,
/// learning rate, norm of the gradient, histograms of the weights and the model's table; and whatever <see cref="Scalar"/>,
/// <see cref="Histogram"/> and <see cref="Text"/> are given.
/// </summary>
/// <remarks>
/// One file per object, <c>events.out.tfevents.SECONDS.HOST.PROCESS.N</c> with N the number of the object in its process, from 1; complete
/// after every call. With several ranks give it to rank 0 and a callback that does nothing to the others: all ranks must have callbacks, or
/// none.
/// </remarks>
/// <example><code>
/// using var log = new TensorBoardLog("runs/first");
/// model.Fit(train, new FitOptions { Callbacks = [log] });
/// </code></example>
public sealed class TensorBoardLog : TrainingCallback, IDisposable
{
    private static int s_files;

    private readonly EventFile _file;
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private long _updates;

    /// <summary>A new file.</summary>
    /// <param name="folder">Its folder, which is made where it is missing; a folder per training, so that they are shown beside each
    /// other.</param>
    /// <param name="everyUpdates">Updates from one report of the training loss to the next, at least 1. Default: 10.</param>
    /// <param name="histograms">Whether histograms of every parameter are written after each epoch. Default: true.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public TensorBoardLog(string folder, int everyUpdates = 10, bool histograms = true, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(everyUpdates, 1);
        (EveryUpdates, Histograms, _time) = (everyUpdates, histograms, time ?? TimeProvider.System);
        Directory.CreateDirectory(folder);
        string number =
            string.Create(
                CultureInfo.InvariantCulture,
                $"{_time.GetUtcNow().ToUnixTimeSeconds()}.{Environment.MachineName}.{Environment.ProcessId}."
                    + $"{Interlocked.Increment(ref s_files)}");
        Path = System.IO.Path.Combine(folder, $"events.out.tfevents.{number}");
        _file = new EventFile(Path);
        _file.Write(Event(0, includeStep: false).Text(3, "brain.Event:2").Bytes);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Updates from one report of the training loss to the next.</summary>
    public int EveryUpdates { get; }

    /// <summary>Whether histograms of every parameter are written after each epoch.</summary>
    public bool Histograms { get; }

    /// <summary>A number at a step, as a point of the curve <paramref name="tag"/>. A slash makes groups: <c>loss/train</c>.</summary>
    public void Scalar(string tag, double value, long step) => Write(step, Tagged(tag).Single(2, (float)value));

    /// <summary>How values lie at a step; what is not finite is left out.</summary>
    public void Histogram(string tag, ReadOnlySpan<float> values, long step)
    {
        var counted = new ValueHistogram(values);
        ProtoWriter message = new ProtoWriter().Double(1, counted.Count == 0 ? 0 : counted.Min)
            .Double(2, counted.Count == 0 ? 0 : counted.Max)
            .Double(3, counted.Count).Double(4, counted.Sum).Double(5, counted.SumOfSquares).Doubles(6, counted.Limit).Doubles(
                7, counted.Bucket);
        Write(step, Tagged(tag).Message(5, message));
    }

    /// <summary>A text in Markdown at a step.</summary>
    public void Text(string tag, string markdown, long step)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        const int StringType = 7;
        ProtoWriter plugin = new ProtoWriter().Text(1, "text");
        ProtoWriter tensor = new ProtoWriter().Integer(1, StringType).Message(2, new ProtoWriter()).Text(8, markdown);
        Write(step, Tagged(tag).Message(8, tensor).Message(9, new ProtoWriter().Message(1, plugin)));
    }

    /// <inheritdoc/>
    public override void OnTrainingBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _updates = context.Updates; // a training before this one may have made as many
        var text =
            new StringBuilder("    ").Append(context.Model.Description.Table.ReplaceLineEndings("\n    ")); // four blanks: as it stands
        Text("model", text.ToString(), context.Updates);
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Updates == _updates || context.Updates % EveryUpdates != 0)
            return;
        _updates = context.Updates;
        Scalar("loss/batch", context.Loss, context.Updates);
        Scalar("gradient norm", context.GradientNorm, context.Updates);
        Scalar("learning rate", context.LearningRate, context.Updates);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, EpochRecord record)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(record);
        Scalar("loss/train", record.TrainLoss, record.Epoch);
        if (record.ValidationLoss is { } loss)
            Scalar("loss/validation", loss, record.Epoch);
        foreach ((string name, double value) in record.Metrics)
            Scalar($"metric/{name}", value, record.Epoch);
        Scalar("samples per second", record.SamplesPerSecond, record.Epoch);
        if (!Histograms)
            return;
        float[] values = context.Model.Parameters.ToArray();
        foreach (ParameterInfo parameter in context.Model.Description.Parameters)
            Histogram(parameter.Name, values.AsSpan(parameter.Offset, parameter.Length), record.Epoch);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private static ProtoWriter Tagged(string tag)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        return new ProtoWriter().Text(1, tag);
    }

    private void Write(long step, ProtoWriter value)
    {
        lock (_lock)
            _file.Write(Event(step).Message(5, new ProtoWriter().Message(1, value)).Bytes);
    }

    private ProtoWriter Event(long step, bool includeStep = true)
    {
        ProtoWriter written = new ProtoWriter().Double(1, _time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
        return includeStep ? written.Integer(2, step) : written;
    }
}
