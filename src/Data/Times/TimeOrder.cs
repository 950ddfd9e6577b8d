namespace LstmGen.Data;

/// <summary>What is done where a row is earlier than the one before it.</summary>
public enum TimeOrder
{
    /// <summary>It is an error.</summary>
    Required,

    /// <summary>The rows are sorted by time; those of one time keep their order.</summary>
    Sort,

    /// <summary>The rows stay in the order of the file.</summary>
    AsWritten,
}
