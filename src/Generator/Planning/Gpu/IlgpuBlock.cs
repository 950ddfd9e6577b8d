namespace LstmGen.Generator.Planning;

/// <summary>A copy of weights on the device.</summary>
/// <param name="Name">Its property.</param>
/// <param name="Summary">What it holds.</param>
internal sealed record IlgpuBlock(string Name, string Summary);
