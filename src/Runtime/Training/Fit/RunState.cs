namespace LstmGen.Training;

/// <summary>
/// What remembers something and belongs to one training only. Options describe; every training makes its own of all that changes on the
/// way, so that the same options give the same training again, also at the same time.
/// </summary>
internal static class RunState
{
    /// <summary>An optimizer with the settings of <paramref name="described"/>, at <paramref name="state"/> or without a step.</summary>
    /// <exception cref="ArgumentException">The state does not fit the optimizer or the model.</exception>
    /// <exception cref="InvalidOperationException">The optimizer's <see cref="Optimizer.CreateRun"/> does not give a new one like
    /// it.</exception>
    public static Optimizer Of(Optimizer? described, OptimizerState? state, ModelDescription model)
    {
        described ??= new Adam();
        Optimizer run = described.CreateRun();
        Require(described, run, run?.Steps == 0);
        if (run!.LearningRate != described.LearningRate || run.Settings() != described.Settings())
            throw new InvalidOperationException(
                $"{described.GetType().Name}.CreateRun gives {run}, not {described}. Hand every setting on, the learning rate too.");
        if (state is null)
            return run;
        if (state.ParameterCount is var count and > 0 && count != model.ParameterCount)
            throw OptionsCheck.Wrong(
                nameof(FitOptions.OptimizerState),
                $"belongs to {count} parameters, {model.Name} has {model.ParameterCount}. Give one of the same model.");
        if (run.Misfit(state) is { } problem)
            throw OptionsCheck.Wrong(nameof(FitOptions.OptimizerState), problem);
        run.RestoreState(state);
        return run;
    }

    /// <summary>A schedule with the settings of <paramref name="described"/> that has observed nothing.</summary>
    public static LearningRateSchedule? Of(LearningRateSchedule? described)
    {
        if (described is null)
            return null;
        LearningRateSchedule run = described.CreateRun();
        bool remembers = described.NeedsMetric || described.ExportState().Count > 0;
        Require(described, run, !remembers || !ReferenceEquals(run, described), mayBeItself: true);
        return run;
    }

    /// <summary>Metrics with the settings of those described that have counted nothing.</summary>
    public static HeadMetric[] Of(IEnumerable<HeadMetric> described) => [.. described.Select(metric =>
    {
        Metric run = metric.Metric.CreateRun();
        Require(metric.Metric, run, true);
        return metric with { Metric = run };
    })];

    /// <summary>The callbacks to be told.</summary>
    public static TrainingCallback[] Of(IEnumerable<TrainingCallback> described) => [.. described.Select(callback =>
    {
        TrainingCallback run = callback.CreateRun();
        Require(callback, run, true, mayBeItself: true);
        return run;
    })];

    private static void Require(object described, object? run, bool fresh, bool mayBeItself = false)
    {
        string name = described.GetType().Name;
        if (run is null || run.GetType() != described.GetType())
            throw new InvalidOperationException(
                $"{name}.CreateRun gives {run?.GetType().Name ?? "null"}. Return a new {name} with the same settings.");
        if (!fresh || (!mayBeItself && ReferenceEquals(run, described)))
            throw new InvalidOperationException(
                $"{name}.CreateRun gives an object that remembers another training. Return a new {name} with the same settings.");
    }
}
