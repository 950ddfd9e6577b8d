using LstmGen.Generator.Collections;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Diagnostics;

/// <summary>Something that laying out the model found wrong.</summary>
/// <param name="Element">Index of the attribute at fault, or null for the class.</param>
internal sealed record PlanIssue(int? Element, DiagnosticDescriptor Descriptor, EquatableArray<string> Arguments)
{
    /// <summary>The element of an issue with <c>[Source]</c>.</summary>
    public const int OfSource = -1;
}
