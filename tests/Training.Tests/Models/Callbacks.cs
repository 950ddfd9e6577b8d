namespace LstmGen.Training.Tests;

/// <summary>A callback made of functions.</summary>
internal sealed class Callback : TrainingCallback
{
    public Action<TrainingContext>? Batch { get; init; }

    public Action<TrainingContext, EpochRecord>? Epoch { get; init; }

    public Action<TrainingContext>? End { get; init; }

    public override void OnBatchEnd(TrainingContext context) => Batch?.Invoke(context);

    public override void OnEpochEnd(TrainingContext context, EpochRecord record) => Epoch?.Invoke(context, record);

    public override void OnTrainingEnd(TrainingContext context) => End?.Invoke(context);
}
