using LstmGen.Generator.Collections;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>Reads a class with <c>[RecurrentModel]</c> into a <see cref="ModelSpec"/>.</summary>
internal static class ModelParser
{
    public const string ModelAttribute = "LstmGen.RecurrentModelAttribute";

    // A type of LstmGen.Runtime.Ilgpu, by which a reference to it is known.
    private const string GpuRuntimeType = "LstmGen.Ilgpu.DeviceModel";

    public static ParseResult Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        var diagnostics = new List<DiagnosticInfo>();

        TypeSpec? typeSpec = TypeParser.Parse(type, declaration, diagnostics);
        bool hasIlgpu = context.SemanticModel.Compilation.GetTypeByMetadataName(GpuRuntimeType) is not null;
        ModelOptions options = ModelOptionsParser.Parse(context.Attributes[0], hasIlgpu, diagnostics, out LocationInfo? backends, cancellation);
        List<Element> elements = ReadElements(type, diagnostics, cancellation);
        CheckOrder(type, declaration, elements, diagnostics);
        if (typeSpec is null || diagnostics.Any(d => d.Descriptor.DefaultSeverity == DiagnosticSeverity.Error))
            return new(null, diagnostics.ToEquatableArray());

        var spec = new ModelSpec(
            typeSpec, options, elements.Select(e => e.Spec).OfType<InputSpec>().First(),
            elements.Select(e => e.Spec).OfType<LayerSpec>().ToEquatableArray(),
            elements.Select(e => e.Spec).OfType<HeadSpec>().ToEquatableArray());
        bool works = CheckPlan(spec, type, declaration, elements, diagnostics);
        return new(works ? spec : null, diagnostics.ToEquatableArray())
        {
            AheadOfTime = works && options.Ilgpu ? DiagnosticInfo.Create(Descriptors.GpuNeedsJit, backends, type.Name) : null,
        };
    }

    private static List<Element> ReadElements(INamedTypeSymbol type, List<DiagnosticInfo> diagnostics, CancellationToken cancellation)
    {
        var elements = new List<Element>();
        foreach (AttributeData attribute in type.GetAttributes())
        {
            IElementKind? kind = ElementKinds.Find(attribute.AttributeClass?.ToDisplayString() ?? "");
            string? family = kind is null ? ElementKinds.Family(attribute.AttributeClass) : null;
            if (kind is null && family is null)
                continue;
            var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
            var reader = new AttributeReader(attribute, syntax, diagnostics);
            if (kind is null)
            {
                reader.Report(Descriptors.UnknownElement, null, reader.Name, family!);
                continue;
            }

            elements.Add(new(reader, syntax, kind.Read(reader)));
        }

        List<Element> placed = [.. elements.Where(e => e.Syntax is not null)];
        if (placed.Select(e => e.Syntax!.Parent?.Parent).Distinct().Count() > 1)
        {
            diagnostics.Add(DiagnosticInfo.Create(
                Descriptors.SpreadOverDeclarations, placed[placed.Count - 1].Reader.Location, type.Name));
            return elements;
        }

        return [.. elements.OrderBy(e => e.Syntax?.SpanStart ?? 0)];
    }

    private static void CheckOrder(INamedTypeSymbol type, TypeDeclarationSyntax declaration, List<Element> elements, List<DiagnosticInfo> diagnostics)
    {
        LocationInfo? name = LocationInfo.From(declaration.Identifier.GetLocation());
        Element[] inputs = [.. elements.Where(e => e.Spec is InputSpec)];
        if (inputs.Length == 0)
            diagnostics.Add(DiagnosticInfo.Create(Descriptors.NoInput, name, type.Name));
        foreach (Element extra in inputs.Skip(1))
            diagnostics.Add(DiagnosticInfo.Create(Descriptors.SeveralInputs, extra.Reader.Location, type.Name));
        if (!elements.Any(e => e.Spec is HeadSpec))
            diagnostics.Add(DiagnosticInfo.Create(Descriptors.NoHead, name, type.Name));
        if (diagnostics.Any(d => d.Descriptor.Id == Descriptors.SpreadOverDeclarations.Id))
            return;

        Element? last = null;
        foreach (Element element in elements)
        {
            if (last is not null && Rank(element.Spec) < Rank(last.Spec) && !(element.Spec is InputSpec && inputs[0] != element))
                diagnostics.Add(DiagnosticInfo.Create(Descriptors.WrongOrder, element.Reader.Location, element.Reader.Name, $"[{last.Reader.Name}]"));
            else
                last = element;
        }
    }

    // What only the laid-out model shows: shapes that do not meet, names used twice, members that exist.
    private static bool CheckPlan(
        ModelSpec spec, INamedTypeSymbol type, TypeDeclarationSyntax declaration, List<Element> elements, List<DiagnosticInfo> diagnostics)
    {
        ModelPlan plan = Planner.Plan(spec);
        foreach (PlanIssue issue in plan.Issues)
        {
            LocationInfo? location = issue.Element is { } index ? elements[index].Reader.Location : null;
            diagnostics.Add(new(issue.Descriptor, location ?? LocationInfo.From(declaration.Identifier.GetLocation()), issue.Arguments));
        }

        foreach (string member in MemberNames.Conflicts(type, plan))
            diagnostics.Add(DiagnosticInfo.Create(Descriptors.MemberExists, LocationInfo.From(declaration.Identifier.GetLocation()), type.Name, member));
        if (diagnostics.Any(d => d.Descriptor.DefaultSeverity == DiagnosticSeverity.Error))
            return false;
        for (int i = 0; i < elements.Count; i++)
            diagnostics.AddRange(Advice.On(elements[i].Reader, i == 0 ? 0 : plan.Widths[i - 1], plan.Widths[i]));
        return true;
    }

    private static int Rank(ElementSpec spec) => spec switch { InputSpec => 0, LayerSpec => 1, _ => 2 };

    private sealed record Element(AttributeReader Reader, AttributeSyntax? Syntax, ElementSpec Spec);
}
