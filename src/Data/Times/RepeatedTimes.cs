namespace LstmGen.Data;

/// <summary>What is done where a row has the time of the one before it.</summary>
public enum RepeatedTimes
{
    /// <summary>It is an error.</summary>
    Refuse,

    /// <summary>All rows are kept.</summary>
    Keep,

    /// <summary>The first row of a time is kept, the others are left out.</summary>
    First,

    /// <summary>The last row of a time is kept, the others are left out.</summary>
    Last,
}
