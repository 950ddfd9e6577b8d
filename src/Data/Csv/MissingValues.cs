namespace LstmGen.Data;

/// <summary>What is done where a value is missing.</summary>
public enum MissingValues
{
    /// <summary>It is an error.</summary>
    Refuse,

    /// <summary>The row is left out; in a <c>.ts</c> file, the case.</summary>
    Drop,

    /// <summary>
    /// It lies on the line between the values before and after it in its column: by time where there is a time column, else by
    /// the number of rows. A gap at the begin or the end has no value on one side and is an error.
    /// </summary>
    Interpolate,

    /// <summary>The value before it in its column stands for it too. A gap at the begin is an error.</summary>
    CarryForward,
}
