namespace LstmGen.AspNetCore;

/// <summary>How a service loads a model.</summary>
public sealed record RecurrentModelOptions
{
    // What a timer takes: more milliseconds do not fit into 32 bits.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1), Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>What is expected of the file, at the start and at each reload. Default: the model's own names and declaration.</summary>
    public ModelLoadOptions? Load { get; init; }

    /// <summary>
    /// Whether weights are loaded again when the file changes. Requests that are computed meanwhile use the old weights or the new ones,
    /// never both; a file that cannot be loaded leaves the old weights, and the health check says so. Default: false.
    /// </summary>
    public bool ReloadOnChange { get; init; }

    /// <summary>How often the file is looked at for changes, from 1 millisecond to 49 days. Default: 1 second.</summary>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Name of the health check; null for the name of the model's class. Default: null.</summary>
    public string? HealthCheckName { get; init; }

    /// <summary>Throws where a value is out of range.</summary>
    /// <param name="name">What the caller calls these options.</param>
    internal void Require(string name)
    {
        if (CheckInterval < Shortest || CheckInterval > Longest)
            throw new ArgumentOutOfRangeException(
                name, CheckInterval, $"CheckInterval is {CheckInterval}; give from 1 millisecond to 49 days. 1 second is usual.");
    }
}
