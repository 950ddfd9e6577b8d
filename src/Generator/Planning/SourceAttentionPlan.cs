namespace LstmGen.Generator.Planning;

/// <summary>An attention layer of the workspace.</summary>
/// <param name="Name">Its property.</param>
/// <param name="Create">C# expression that makes it.</param>
/// <param name="CreateOnDevice">The same for a workspace on a device; in scope: <c>model</c>.</param>
internal sealed record SourceAttentionPlan(string Name, string Create, string CreateOnDevice);
