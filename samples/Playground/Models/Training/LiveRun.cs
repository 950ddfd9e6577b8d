using System.Diagnostics;
using LstmGen.Training;

namespace LstmGen.Samples.Playground;

/// <summary>A training that goes on piece by piece: in the browser between two pictures, on the local server as fast as it can.</summary>
public sealed class LiveRun
{
    private readonly LiveTask _task;
    private readonly IRecurrentModel _model;
    private readonly TrainingLoop _loop;
    private readonly List<double> _losses = [];
    private readonly ModelWorkspace _test;

    /// <summary>A fresh model.</summary>
    /// <param name="task">What is learnt.</param>
    /// <param name="cell">RNN, GRU or LSTM.</param>
    /// <param name="units">8, 16 or 32.</param>
    /// <param name="rate">Adam's learning rate, above 0 and at most 1.</param>
    /// <param name="seed">Decides weights and batches.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public LiveRun(LiveTask task, string cell, int units, double rate, int seed)
    {
        ArgumentNullException.ThrowIfNull(task);
        CheckRate(rate);
        _task = task;
        _model = LiveModels.Create(task, cell, units, seed);
        _loop = new TrainingLoop(_model, task.Train, rate, seed);
        _test = _model.CreateWorkspace(training: true);
        _test.Dropout = false;
    }

    /// <summary>Updates made so far.</summary>
    public int Updates => _loop.Updates;

    /// <summary>Adam's learning rate, from the next update on.</summary>
    public double Rate
    {
        get => _loop.Rate;
        set
        {
            CheckRate(value);
            _loop.Rate = value;
        }
    }

    /// <summary>Trains for about so long, at least one update.</summary>
    /// <param name="milliseconds">After this time no further update begins.</param>
    /// <param name="most">Updates at most.</param>
    public void Train(double milliseconds, int most = int.MaxValue)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < most && (i == 0 || Stopwatch.GetElapsedTime(begin).TotalMilliseconds < milliseconds); i++)
            _losses.Add(_loop.Update());
    }

    /// <summary>
    /// What happened since the last call, as JSON: losses of the new updates, and what the model now says on the test part.
    /// </summary>
    public string Progress()
    {
        int[] rows = [.. Enumerable.Range(0, _task.Test.Count)];
        _test.Load(_task.Test, rows);
        _model.Forward(_test);
        double loss = _model.Loss(_test);
        HeadWorkspace head = _test.Heads[0];
        float[] outputs = new float[head.Rows * head.Info.Outputs];
        head.CopyOutputs(outputs);
        _model.ToPredictionInPlace(_test, 0, outputs);
        double[] losses = [.. _losses];
        _losses.Clear();
        return Json.Object(writer =>
        {
            writer.WriteString("model", _model.Description.Name);
            writer.WriteNumber("updates", _loop.Updates);
            writer.Numbers("losses", losses);
            writer.Number("testLoss", loss);
            writer.Numbers("target", Targets());
            writer.Numbers("prediction", Shown(outputs));
        });
    }

    /// <summary>What is right on the test part, in the data's unit: values, or 1 for odd at each step.</summary>
    private double[] Targets()
    {
        HeadTargets targets = _task.Test.Targets();
        return _task.IsParity
            ? [.. Enumerable.Range(0, _task.Test.Count).SelectMany(row => targets.Classes(row).ToArray()).Select(odd => (double)odd)]
            : [.. Enumerable.Range(0, _task.Test.Count).Select(row => targets.Values(row)[0] * _task.Scale + _task.Shift)];
    }

    /// <summary>What the model says: values in the data's unit, or the probability of odd at each step.</summary>
    private double[] Shown(float[] outputs) => _task.IsParity
        ? [.. outputs.Where((_, at) => at % 2 == 1).Select(p => (double)p)]
        : [.. outputs.Select(y => y * _task.Scale + _task.Shift)];

    private static void CheckRate(double rate)
    {
        if (!(rate is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The learning rate must be above 0 and at most 1.");
    }
}
