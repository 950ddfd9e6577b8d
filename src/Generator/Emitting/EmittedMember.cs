namespace LstmGen.Generator.Emitting;

/// <summary>A member that emitted code declares.</summary>
/// <param name="Container">The nested type that declares it, for example <c>Workspace</c>; empty for the model itself.</param>
/// <param name="Name">Its name; <c>.ctor</c> for a constructor.</param>
/// <param name="Parameters">Types of a method's parameters without namespaces, for example <c>Span&lt;float&gt;,int</c>; null for what is
/// no method.</param>
/// <param name="IsPublic">Whether users call it.</param>
/// <param name="IsOverride">Whether it is a member of its base.</param>
internal sealed record EmittedMember(string Container, string Name, string? Parameters, bool IsPublic, bool IsOverride)
{
    public const string Constructor = ".ctor";
}
