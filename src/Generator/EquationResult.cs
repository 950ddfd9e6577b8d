using System.Text;
using LstmGen.Generator.Collections;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Equations;
using LstmGen.Generator.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LstmGen.Generator;

/// <summary>A cell or loss as read.</summary>
/// <param name="Type">Metadata name of its class.</param>
/// <param name="Text">Its canonical text; null where it is at fault.</param>
/// <param name="Locals">Names of what it computes.</param>
internal sealed record EquationResult(string Type, string? Text, string Locals)
{
    /// <summary>What is wrong; null for nothing, or where the compiler says it.</summary>
    public DiagnosticInfo? Fault { get; init; }
}
