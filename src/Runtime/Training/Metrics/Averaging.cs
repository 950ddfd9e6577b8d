namespace LstmGen;

/// <summary>How a score per class becomes one number.</summary>
public enum Averaging
{
    /// <summary>The mean over classes that occur among targets or predictions; each class weighs the same.</summary>
    Macro,

    /// <summary>From the counts of all classes together; each item weighs the same.</summary>
    Micro,
}
