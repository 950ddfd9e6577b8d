namespace LstmGen;

/// <summary>What a schedule counts.</summary>
public enum ScheduleUnit
{
    /// <summary>Passes over the training data: the rate changes between epochs.</summary>
    Epoch,

    /// <summary>Optimizer steps: the rate changes with every batch.</summary>
    Step,
}
