namespace LstmGen.Generator.Planning;

/// <summary>An attention layer of the workspace.</summary>
/// <param name="Name">Its property.</param>
/// <param name="Create">C# expression that makes it.</param>
internal sealed record SourceAttentionPlan(string Name, string Create);
