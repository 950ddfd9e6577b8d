using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Equations;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Parsing;

/// <summary>Reads an attribute's argument that names a cell or loss.</summary>
internal static class EquationArgument
{
    /// <summary>
    /// The cell of a layer: its name, canonical text and locals; null where it is at fault, which is reported here or at the cell.
    /// </summary>
    public static (string Name, string Text, string Locals)? Cell(AttributeReader attribute)
    {
        if (attribute.Type(0) is not { } type)
        {
            Report(
                attribute, "names no cell",
                "write [Cell(typeof(YourCell), hidden)]; [Cell] alone stands on a static class with the equations");
            return null;
        }

        return Read(
            attribute, type, "cell", "[Cell]", (compilation, cancellation) => EquationSource.Cell(type, compilation, cancellation),
            CellEquations.Read);
    }

    /// <summary>
    /// The loss that a property names: its name, canonical text and locals; null where it names none, or one that is at fault.
    /// </summary>
    public static (string Name, string Text, string Locals)? Loss(AttributeReader attribute, string property)
    {
        switch (attribute.Get<ITypeSymbol?>(property, null))
        {
            case null:
                return null;
            case INamedTypeSymbol type:
                return Read(
                    attribute, type, "loss", "[Loss]",
                    (compilation, cancellation) => EquationSource.Loss(type, compilation, cancellation), LossEquation.Read);
            case { } other:
                Report(attribute, $"'{other.ToDisplayString()}' is no loss", "name a static class that is marked with [Loss]");
                return null;
        }
    }

    private static (string, string, string)? Read(
        AttributeReader attribute, INamedTypeSymbol type, string kind, string marker,
        Func<Compilation, CancellationToken, (string Text, string Locals)?> read, Func<string, string, object> parse)
    {
        try
        {
            if (read(attribute.Compilation!, attribute.Cancellation) is { } found)
            {
                parse(found.Text, found.Locals);
                return (type.Name, found.Text, found.Locals);
            }

            Report(attribute, $"'{type.ToDisplayString()}' is no {kind}", type.DeclaringSyntaxReferences.IsEmpty
                ? $"name a static class that is marked with {marker}, of a library that was compiled with the generator"
                    : $"mark it with {marker}");
        }
        catch (EquationFault)
        {
            attribute.IsFaulty = true; // reported where it stands
        }
        catch (Exception e) when (e is FormatException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            Report(
                attribute, $"'{type.ToDisplayString()}' is a {kind} of a library that another version of LstmGen compiled, which this one "
                    + "cannot read", "let this project and that library use the same version");
        }

        return null;
    }

    private static void Report(AttributeReader attribute, string what, string fix) =>
        attribute.Report(Descriptors.NoSuchEquations, null, $"{attribute.Name}: {what}", fix);
}
