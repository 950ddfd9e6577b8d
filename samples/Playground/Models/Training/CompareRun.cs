using System.Diagnostics;

namespace LstmGen.Samples.Playground;

/// <summary>One model learns one task in pieces, and is measured.</summary>
public sealed class CompareRun
{
    private readonly CompareTask _task;
    private readonly IRecurrentModel _model;
    private readonly TrainingLoop _loop;
    private readonly int _updates;
    private TimeSpan _time;

    /// <summary>A fresh model.</summary>
    /// <param name="task">forecast, shape, tags or next.</param>
    /// <param name="cell">RNN, GRU, LSTM or BiLSTM.</param>
    /// <param name="updates">Updates that it is given, 1 to 10000.</param>
    /// <param name="seed">Decides weights and batches.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public CompareRun(string task, string cell, int updates, int seed)
    {
        if (updates is < 1 or > 10_000)
            throw new ArgumentOutOfRangeException(nameof(updates), updates, "updates must be 1 to 10000.");
        _task = CompareTask.Find(task);
        _model = _task.Model(cell, seed);
        _loop = new TrainingLoop(_model, _task.Train, 0.01, seed);
        _updates = updates;
    }

    /// <summary>Trains for about so long, and says how far it is, as JSON; after the last update with the score.</summary>
    /// <param name="milliseconds">After this time no further update begins.</param>
    public string Advance(double milliseconds)
    {
        long begin = Stopwatch.GetTimestamp();
        while (_loop.Updates < _updates)
        {
            _loop.Update();
            if (Stopwatch.GetElapsedTime(begin).TotalMilliseconds >= milliseconds)
                break;
        }

        _time += Stopwatch.GetElapsedTime(begin);
        bool done = _loop.Updates == _updates;
        double score = done ? Score() : double.NaN;
        return Json.Object(writer =>
        {
            writer.WriteString("model", _model.Description.Name);
            writer.WriteNumber("updates", _loop.Updates);
            writer.WriteNumber("parameters", _model.Description.ParameterCount);
            writer.WriteNumber("milliseconds", _time.TotalMilliseconds / _loop.Updates);
            writer.WriteBoolean("done", done);
            writer.Number("score", score);
        });
    }

    /// <summary>On the test part: the share of right answers, or the root of the mean squared error.</summary>
    public double Score() => _task.Classes > 0
        ? _model.Evaluate(_task.Test, [new Accuracy(_task.Classes)]).Metrics["accuracy"]
        : Math.Sqrt(_model.Evaluate(_task.Test).Loss);
}
