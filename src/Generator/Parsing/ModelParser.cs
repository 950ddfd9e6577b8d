using LstmGen.Generator.Collections;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Spec;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>Reads a class with <c>[RecurrentModel]</c> into a <see cref="ModelSpec"/>.</summary>
internal static class ModelParser
{
    public const string ModelAttribute = "LstmGen.RecurrentModelAttribute";

    // A type of LstmGen.Runtime.Ilgpu, by which a reference to it is known.
    private const string GpuRuntimeType = "LstmGen.CompilerServices.DeviceModel";

    /// <param name="type">The class.</param>
    /// <param name="declaration">A declaration of it.</param>
    /// <param name="compilation">Where it is.</param>
    /// <param name="kinds">What may stand in its declaration.</param>
    /// <param name="texts">Writes its declaration.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>
    /// Null where neither <c>[RecurrentModel]</c> stands on this declaration, nor what needs it on a class without.
    /// </returns>
    public static ParseResult? Parse(
        INamedTypeSymbol type, TypeDeclarationSyntax declaration, Compilation compilation, ElementKinds kinds, TextMemo texts,
        CancellationToken cancellation)
    {
        AttributeData? mark = type.GetAttributes().FirstOrDefault(one => IsModelAttribute(one) && StandsOn(one, declaration));
        AttributeData? unmarked = MissingMark.NeededBy(type, kinds);
        return mark is null && (unmarked is null || !StandsOn(unmarked, declaration))
            ? null
            : ParseClass(mark, unmarked, type, declaration, compilation, kinds, texts, cancellation) with
            {
                Site = ModelSite.Of(type, declaration),
            };
    }

    private static ParseResult ParseClass(
        AttributeData? mark, AttributeData? unmarked, INamedTypeSymbol type, TypeDeclarationSyntax declaration, Compilation compilation,
        ElementKinds kinds, TextMemo texts, CancellationToken cancellation)
    {
        var diagnostics = new List<DiagnosticInfo>();
        if (unmarked is not null)
            diagnostics.Add(MissingMark.Of(unmarked, type, declaration));
        else if (!IsFirst(type, declaration))
            return new(null, diagnostics.ToEquatableArray());

        TypeSpec? typeSpec = TypeParser.Parse(type, declaration, compilation, diagnostics);
        bool hasIlgpu = compilation.GetTypeByMetadataName(GpuRuntimeType) is not null;
        LocationInfo? backends = null;
        ModelOptions options =
            mark is null ? new(0, 1) : ModelOptionsParser.Parse(mark, hasIlgpu, diagnostics, out backends, cancellation);
        List<Element> elements = ReadElements(type, compilation, kinds, diagnostics, cancellation);
        Element? source = elements.Find(element => element.Spec is SourceSpec);
        elements.RemoveAll(element => element.Spec is SourceSpec);
        bool faulty = elements.Any(element => element.Reader.IsFaulty);
        CheckOrder(type, declaration, elements, diagnostics);
        if (ProjectTypes.InTheWay(compilation) is { } other)
            diagnostics.Add(
                DiagnosticInfo.Create(Descriptors.TypeInTheWay, LocationInfo.From(declaration.Identifier.GetLocation()), other));
        if (typeSpec is null)
            return new(null, diagnostics.ToEquatableArray());

        // What is missing is made up, so that the signatures of a declaration at fault can be written.
        ModelSpec spec = Spec(typeSpec, options, kinds, elements) with { Source = (SourceSpec?)source?.Spec };
        ModelText text = texts.Of(spec, cancellation);
        if (ProjectTypes.AliasInTheWay(
            compilation, text.Files.Select(file => file.Text).Concat(text.Shared.Select(file => file.Text)), cancellation) is { } alias)
            diagnostics.Add(
                DiagnosticInfo.Create(
                    Descriptors.TypeInTheWay, LocationInfo.From(declaration.Identifier.GetLocation()), $"global using {alias} = ..."));
        if (!faulty && !IsWrong(diagnostics))
            CheckText(text, declaration, elements, source, compilation, diagnostics);
        List<string> taken = CheckMembers(text, type, declaration, diagnostics);
        if (faulty || IsWrong(diagnostics))
        {
            // A head that cannot be laid out leaves none; where a nested type has no name, nothing can name it.
            if (text.Files.Count == 0)
                spec = spec with { Heads = new([kinds.MissingHead]) };
            bool written = texts.Of(spec, cancellation).Files.Count > 0 && !text.Members.Any(member => IsTakenType(member, taken, text));
            return new(
                written ? spec with { Signatures = TypeShape.Signatures(type, compilation, taken) } : null, diagnostics.ToEquatableArray());
        }

        for (int i = 0; i < elements.Count; i++)
        {
            if (elements[i].Kind is IAdvisingKind kind)
                diagnostics.AddRange(kind.Advise(elements[i].Reader, i == 0 ? 0 : text.Widths[i - 1], text.Widths[i]));
        }

        return new(spec, diagnostics.ToEquatableArray())
        {
            AheadOfTime = options.Ilgpu ? DiagnosticInfo.Create(Descriptors.GpuNeedsJit, backends, type.Name) : null,
        };
    }

    /// <summary>An encoder as another model's source: only what it declares of itself.</summary>
    public static ModelSpec ReadEncoder(
        INamedTypeSymbol type, Compilation compilation, ElementKinds kinds, CancellationToken cancellation)
    {
        var plain = new TypeSpec("", new([]), type.Name, "", type.Name, "public", type.Name, TablePlace.Nowhere);
        return Spec(plain, new ModelOptions(0, 1), kinds, ReadElements(type, compilation, kinds, [], cancellation));
    }

    private static ModelSpec Spec(TypeSpec type, ModelOptions options, ElementKinds kinds, List<Element> elements) => new(
        type, options, elements.Select(e => e.Spec).OfType<InputSpec>().FirstOrDefault() ?? kinds.MissingInput,
        elements.Select(e => e.Spec).OfType<LayerSpec>().ToEquatableArray(),
        elements.Select(e => e.Spec).OfType<HeadSpec>().DefaultIfEmpty(kinds.MissingHead).ToEquatableArray());

    private static bool IsTakenType(EmittedMember member, List<string> taken, ModelText text) =>
        member is { IsPublic: true, Container: "" } && taken.Contains(member.Name)
            && text.Members.Any(inner => inner.Container == member.Name);

    private static bool IsWrong(List<DiagnosticInfo> diagnostics) =>
        diagnostics.Any(d => d.Descriptor.DefaultSeverity == DiagnosticSeverity.Error);

    // A second [RecurrentModel] on the class is the compiler's to report.
    private static bool IsFirst(INamedTypeSymbol type, TypeDeclarationSyntax declaration) =>
        StandsOn(type.GetAttributes().First(IsModelAttribute), declaration);

    /// <summary>Whether an attribute is <c>[RecurrentModel]</c>.</summary>
    public static bool IsModelAttribute(AttributeData attribute) => attribute.AttributeClass?.ToDisplayString() == ModelAttribute;

    /// <summary>Whether an attribute stands on this declaration of its class.</summary>
    public static bool StandsOn(AttributeData attribute, TypeDeclarationSyntax declaration) =>
        attribute.ApplicationSyntaxReference is { } place && place.SyntaxTree == declaration.SyntaxTree
            && declaration.AttributeLists.Any(list => list.Span.Contains(place.Span));

    private static List<Element> ReadElements(
        INamedTypeSymbol type, Compilation compilation, ElementKinds kinds, List<DiagnosticInfo> diagnostics,
        CancellationToken cancellation)
    {
        var elements = new List<Element>();
        foreach (AttributeData attribute in type.GetAttributes())
        {
            IElementKind? kind = kinds.Find(attribute.AttributeClass?.ToDisplayString() ?? "");
            string? family = kind is null ? ElementKinds.Family(attribute.AttributeClass) : null;
            if (kind is null && family is null)
                continue;
            var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
            var reader = new AttributeReader(attribute, syntax, diagnostics)
            {
                Compilation = compilation, Kinds = kinds, Cancellation = cancellation,
            };
            if (kind is null)
            {
                reader.Report(Descriptors.UnknownElement, null, reader.Name, family!);
                continue;
            }

            reader.RequireMembers();
            elements.Add(new(kind, reader, syntax, kind.Read(reader)));
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

    private static void CheckOrder(
        INamedTypeSymbol type, TypeDeclarationSyntax declaration, List<Element> elements, List<DiagnosticInfo> diagnostics)
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
                diagnostics.Add(
                    DiagnosticInfo.Create(Descriptors.WrongOrder, element.Reader.Location, element.Reader.Name, $"[{last.Reader.Name}]"));
            else
                last = element;
        }
    }

    // What only the laid-out model shows: shapes that do not fit, names that are not free.
    private static void CheckText(
        ModelText text, TypeDeclarationSyntax declaration, List<Element> elements, Element? source, Compilation compilation,
        List<DiagnosticInfo> diagnostics)
    {
        LocationInfo? name = LocationInfo.From(declaration.Identifier.GetLocation());
        LocationInfo? Place(int? element) => element switch
        {
            PlanIssue.OfSource => source?.Reader.Location,
            { } index when index < elements.Count => elements[index].Reader.Location,
            _ => null,
        } ?? name;
        foreach (PlanIssue issue in text.Issues)
            diagnostics.Add(new(issue.Descriptor, Place(issue.Element), issue.Arguments));
        if (IsWrong(diagnostics))
            return;
        foreach ((GivenName given, string reason) in MemberConflicts.OfGivenNames(text, compilation))
            diagnostics.Add(DiagnosticInfo.Create(Descriptors.NameRefused, Place(given.Element), given.Title, reason));
    }

    private static List<string> CheckMembers(
        ModelText text, INamedTypeSymbol type, TypeDeclarationSyntax declaration, List<DiagnosticInfo> diagnostics)
    {
        var taken = new List<string>();
        foreach ((string shown, string emitted) in MemberConflicts.OfClass(type, text.Own).Distinct())
        {
            diagnostics.Add(
                DiagnosticInfo.Create(Descriptors.MemberExists, LocationInfo.From(declaration.Identifier.GetLocation()), type.Name, shown));
            taken.Add(emitted);
        }

        if (!IsWrong(diagnostics))
            diagnostics.AddRange(ConstructorCheck.On(type, text.Own));
        return taken;
    }

    private static int Rank(ElementSpec spec) => spec switch { InputSpec => 0, LayerSpec => 1, _ => 2 };

    private sealed record Element(IElementKind Kind, AttributeReader Reader, AttributeSyntax? Syntax, ElementSpec Spec);
}
