namespace LstmGen.AspNetCore;

/// <summary>How the last load of a model's file went.</summary>
/// <param name="LoadedAt">When the weights in use were loaded.</param>
/// <param name="Loads">Loads that succeeded, the first included.</param>
/// <param name="Failure">Why a newer file could not be loaded; null where the weights in use are the file's.</param>
public sealed record ModelFileStatus(DateTimeOffset LoadedAt, int Loads, string? Failure);
