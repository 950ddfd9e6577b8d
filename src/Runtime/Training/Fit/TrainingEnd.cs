namespace LstmGen;

/// <summary>Why training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were done.</summary>
    Completed,

    /// <summary>The validation stopped improving.</summary>
    EarlyStopping,

    /// <summary>A callback asked for it.</summary>
    Callback,

    /// <summary>The cancellation token asked for it.</summary>
    Cancelled,
}
