using LstmGen.Generator.Diagnostics;

namespace LstmGen.Generator;

/// <summary>A cell or loss as read.</summary>
/// <param name="Type">Metadata name of its class.</param>
/// <param name="Text">Its canonical text; null where it is at fault.</param>
/// <param name="Locals">Names of what it computes.</param>
internal sealed record EquationResult(string Type, string? Text, string Locals)
{
    /// <summary>Whether its file alone can name it.</summary>
    public bool IsFileLocal { get; init; }

    /// <summary>What is wrong; null for nothing, or where the compiler says it.</summary>
    public DiagnosticInfo? Fault { get; init; }
}
