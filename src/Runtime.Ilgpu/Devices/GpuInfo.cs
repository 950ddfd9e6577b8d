namespace LstmGen;

/// <summary>A device that models can be put on.</summary>
/// <param name="Kind">How it is reached.</param>
/// <param name="Index">Number among the devices of its kind.</param>
/// <param name="Name">Its name, as its driver gives it.</param>
/// <param name="MemoryBytes">Its memory.</param>
public sealed record GpuInfo(GpuKind Kind, int Index, string Name, long MemoryBytes);
