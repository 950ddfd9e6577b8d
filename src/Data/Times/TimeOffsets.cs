namespace LstmGen.Data;

/// <summary>What is done with a time that says its zone by <c>Z</c> or an offset such as <c>+01:00</c>.</summary>
public enum TimeOffsets
{
    /// <summary>It is an error.</summary>
    Refuse,

    /// <summary>It becomes universal time (<see cref="DateTimeKind.Utc"/>); a time without offset is then an error.</summary>
    ToUtc,

    /// <summary>The offset is left out: the time is what the clock there showed.</summary>
    Ignore,
}
