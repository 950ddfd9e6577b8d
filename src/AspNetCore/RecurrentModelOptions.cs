namespace LstmGen.AspNetCore;

/// <summary>How a service loads a model.</summary>
public sealed record RecurrentModelOptions
{
    /// <summary>What is expected of the file, at the start and at each reload. Default: the model's own names and declaration.</summary>
    public ModelLoadOptions? Load { get; init; }

    /// <summary>
    /// Whether weights are loaded again when the file changes. Requests that are computed meanwhile use the old weights or the new ones,
    /// never both; a file that cannot be loaded leaves the old weights, and the health check says so. Default: false.
    /// </summary>
    public bool ReloadOnChange { get; init; }

    /// <summary>How often the file is looked at for changes. Default: 1 second.</summary>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Name of the health check; null for the name of the model's class. Default: null.</summary>
    public string? HealthCheckName { get; init; }
}
