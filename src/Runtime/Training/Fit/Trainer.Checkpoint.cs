namespace LstmGen.Training;

// What is saved on the way.
internal sealed partial class Trainer
{
    partial void OpenCheckpoint();

    partial void SaveCheckpointIfDue();

    partial void SaveCheckpointAfterEpoch();

    partial void SaveCheckpoint();
}
