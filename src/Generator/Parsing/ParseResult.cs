using LstmGen.Generator.Collections;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Parsing;

/// <summary>A declaration read: its spec where it can work, and what is to be said of it.</summary>
/// <param name="Spec">The model; null where it cannot work.</param>
/// <param name="Diagnostics">What is to be said in any project.</param>
internal sealed record ParseResult(ModelSpec? Spec, EquatableArray<DiagnosticInfo> Diagnostics)
{
    /// <summary>Where the class stands; null where that is left out.</summary>
    public ModelSite? Site { get; init; }

    /// <summary>What is to be said where the project is compiled ahead of time; null for nothing.</summary>
    public DiagnosticInfo? AheadOfTime { get; init; }
}
