namespace LstmGen.Data;

/// <summary>A span of time that holds an anomaly, ends included.</summary>
/// <param name="Start">First time.</param>
/// <param name="End">Last time.</param>
public readonly record struct AnomalyWindow(DateTime Start, DateTime End);
