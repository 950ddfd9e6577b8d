using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Spec;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>Reads the arguments of <c>[RecurrentModel]</c>.</summary>
internal static class ModelOptionsParser
{
    public static ModelOptions Parse(AttributeData attribute, ICollection<DiagnosticInfo> diagnostics, CancellationToken cancellation)
    {
        var reader = new AttributeReader(attribute, attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax, diagnostics);
        return new ModelOptions(
            Gpu: (reader.Get("Backends", 1) & 2) != 0,
            TimeSteps: reader.Size("TimeSteps", 0, 0),
            Unroll: reader.Size("Unroll", 1, 1),
            KerasInitialization: reader.Get("Initialization", 0) == 1);
    }
}
