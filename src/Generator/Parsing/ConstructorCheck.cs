using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emitting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>Finds constructors of the user's that call none of the class: the model would have no weights.</summary>
internal static class ConstructorCheck
{
    public static IEnumerable<DiagnosticInfo> On(INamedTypeSymbol type, ILookup<string, EmittedMember> emitted)
    {
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            foreach (SyntaxReference reference in constructor.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax() is ConstructorDeclarationSyntax node
                    && node.Initializer?.IsKind(SyntaxKind.ThisConstructorInitializer) != true
                    && !MemberConflicts.IsTaken(constructor, emitted))
                    yield return DiagnosticInfo.Create(
                        Descriptors.MakesNoWeights, LocationInfo.From(node.Identifier.GetLocation()), type.Name);
            }
        }
    }
}
