using LstmGen.Generator.Collections;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Heads.SequenceOutput;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Sources;

/// <summary>Reads <c>[Source]</c>, and of the encoder's class what the decoder depends on.</summary>
internal sealed class SourceKind : IElementKind
{
    public string AttributeName => "LstmGen.SourceAttribute";

    public ElementSpec Read(AttributeReader attribute)
    {
        var type = attribute.Argument<ISymbol?>(0, null) as INamedTypeSymbol;
        return Read(type, attribute) with { Bridge = attribute.Enum("Bridge", BridgeKind.Copy) };
    }

    private SourceSpec Read(INamedTypeSymbol? type, AttributeReader attribute)
    {
        string name = type?.Name ?? "null";
        string[] attributes = [.. (type?.GetAttributes() ?? []).Select(one => one.AttributeClass?.ToDisplayString() ?? "")];
        // A model whose mark is missing has an error of its own.
        if (!attributes.Contains(ModelParser.ModelAttribute)
            && !(IsOfProject(type, attribute.Compilation!) && MissingMark.NeededBy(type!, attribute.Kinds!) is not null))
            return Refuse($"{name} is no model: name a class with [RecurrentModel]");
        // So the reading of encoders ends.
        if (attributes.Contains(AttributeName))
            return Refuse($"{name} has a [Source] of its own: name a model that reads nothing but its own input");
        ModelPlan plan = Planner.Plan(ModelParser.ReadEncoder(type!, attribute.Compilation!, attribute.Kinds!, attribute.Cancellation));
        HeadPlan? head = plan.Heads.FirstOrDefault(head => head is SequenceOutputPlan);
        return new SourceSpec(name)
        {
            Width = head?.Outputs ?? 0,
            Head = head?.Title ?? "",
            States = BridgePlanner.Ends(plan.States).ToEquatableArray(),
            IsAtFault = plan.Issues.Count > 0,
        };

        SourceSpec Refuse(string fault) => new(name) { Fault = fault, Width = 1 };
    }

    private static bool IsOfProject(INamedTypeSymbol? type, Compilation compilation) =>
        type is not null && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);
}
