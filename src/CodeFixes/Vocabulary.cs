using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.CodeFixes;

/// <summary>The attributes of a declaration by the place that they take in it, which their base says.</summary>
/// <param name="model">Knows which attributes the names mean.</param>
internal sealed class Vocabulary(SemanticModel model)
{
    /// <summary>0 for what stands before the data, 1 for an input, 2 for a layer, 3 for a head.</summary>
    /// <param name="attribute">An attribute of the file as it is.</param>
    public int Rank(AttributeSyntax attribute)
    {
        for (ITypeSymbol? type = model.GetTypeInfo(attribute).Type; type is not null; type = type.BaseType)
        {
            if (type.ContainingNamespace is not { Name: "LstmGen", ContainingNamespace.IsGlobalNamespace: true })
                continue;
            switch (type.Name)
            {
                case "InputAttribute": return 1;
                case "LayerAttribute": return 2;
                case "HeadAttribute": return 3;
            }
        }

        return 0;
    }
}
