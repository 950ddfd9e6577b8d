namespace LstmGen;

/// <summary>No device of the kind asked for can be used; the message says what was looked for.</summary>
/// <param name="message">What was looked for.</param>
/// <param name="inner">What the driver said.</param>
public sealed class GpuNotFoundException(string message, Exception? inner = null) : Exception(message, inner);
