using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Equations;

/// <summary>
/// Where the text of a cell or loss comes from: its source in this compilation, or an attribute of the library that has it.
/// </summary>
internal static class EquationSource
{
    private const string Attribute = "LstmGen.CompilerServices.EquationsAttribute";

    /// <summary>The canonical text of a cell.</summary>
    /// <param name="type">The cell's class.</param>
    /// <param name="compilation">The compilation that uses it.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="EquationFault">It is in this compilation, and at fault.</exception>
    public static (string Text, string Locals)? Cell(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        Of(type, CellReader.Attribute, compilation, owner => CellReader.Read(type, owner, cancellation).Write());

    /// <summary>The canonical text of a loss; as <see cref="Cell"/>.</summary>
    public static (string Text, string Locals)? Loss(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        Of(type, LossReader.Attribute, compilation, owner => LossReader.Read(type, owner, cancellation).Write());

    /// <summary>The metadata name, by which libraries tell their cells apart.</summary>
    public static string NameOf(INamedTypeSymbol type)
    {
        string name = type.MetadataName;
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            name = $"{outer.MetadataName}+{name}";
        return type.ContainingNamespace.IsGlobalNamespace ? name : $"{type.ContainingNamespace.ToDisplayString()}.{name}";
    }

    /// <summary>The text; null where the type is not marked.</summary>
    public static (string Text, string Locals)? Of(
        INamedTypeSymbol type, string marker, Compilation compilation, Func<Compilation, (string, string)> read)
    {
        if (EquationMethod.Attribute(type, marker) is null)
            return null;
        if (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
            return read(compilation);
        string name = NameOf(type);
        (string Text, string Locals)[] found = [.. EquationMethod.Attributes(type.ContainingAssembly, Attribute)
            .Select(attribute => attribute.ConstructorArguments.Select(argument => argument.Value as string).ToArray())
            .Where(words => words.Length == 3 && words[0] == name && words[1] is not null && words[2] is not null)
            .Select(words => (words[1]!, words[2]!))];
        // A class may be a cell and a loss: the texts of losses alone begin with an output.
        if (found.Length > 0)
            return found.OrderBy(one => LossEquation.IsText(one.Text) == (marker == LossReader.Attribute) ? 0 : 1).First();
        // A project reference in an editor is a compilation that has the source, and perhaps not yet what its generators wrote.
        return compilation.References.OfType<CompilationReference>()
            .FirstOrDefault(
                reference => SymbolEqualityComparer.Default.Equals(reference.Compilation.Assembly, type.ContainingAssembly)) is { } project
            ? read(project.Compilation) : null;
    }
}
