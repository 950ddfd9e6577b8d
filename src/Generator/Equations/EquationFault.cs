using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Equations;

/// <summary>Something in a method that cannot be an equation.</summary>
/// <param name="descriptor">The diagnostic; null where the compiler has reported it.</param>
/// <param name="location">Where it stands.</param>
/// <param name="arguments">What the message says.</param>
internal sealed class EquationFault(DiagnosticDescriptor? descriptor, Location? location, params string[] arguments) : Exception
{
    public DiagnosticDescriptor? Descriptor => descriptor;

    public Location? Location => location;

    public IReadOnlyList<string> Arguments => arguments;
}
