using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Diagnostics;

/// <summary>Every diagnostic of the generator; each has a page under docs/diagnostics.</summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor NotPartial = Error(
        1, "The model class must be partial", "'{0}' cannot be completed by the generator: make it and every type around it partial");

    public static readonly DiagnosticDescriptor NoInput = Error(
        2, "The model has no input", "'{0}' has no input: put [Features(n)] or [Embedding(vocabulary, size)] before its layers");

    public static readonly DiagnosticDescriptor SeveralInputs = Error(
        3, "The model has several inputs", "'{0}' has a second input: keep one of [Features] and [Embedding]");

    public static readonly DiagnosticDescriptor NoHead = Error(
        4, "The model has no head", "'{0}' has no head: end it with one, such as [Regression(1)] or [Classification(n)]");

    public static readonly DiagnosticDescriptor WrongOrder = Error(
        5, "Attributes stand in the wrong order", "[{0}] stands after {1}: the order is input, layers, heads");

    public static readonly DiagnosticDescriptor NotPositive = Error(
        6, "A size must be positive", "{0} is {1}: give a whole number of at least {2}");

    public static readonly DiagnosticDescriptor RateOutOfRange = Error(
        7, "A rate must lie in [0, 1)", "{0} is {1}: give a probability of at least 0 and below 1");

    public static readonly DiagnosticDescriptor SpreadOverDeclarations = Error(
        8, "Layer attributes are spread over several declarations", "The attributes of '{0}' stand on several declarations, which have no order: put them all on one");

    public static readonly DiagnosticDescriptor MemberExists = Error(
        9, "The class defines a member that the generator writes", "'{0}' already defines '{1}', which the generator writes: rename it");

    public static readonly DiagnosticDescriptor UnsupportedType = Error(
        10, "The class cannot be a model", "'{0}' cannot be a model: {1}");

    public static readonly DiagnosticDescriptor OutOfRange = Error(
        11, "A value is out of range", "{0} is {1}: {2}");

    public static readonly DiagnosticDescriptor NameTaken = Error(
        12, "A name is used twice", "The name '{0}' is used twice: give one of them another Name");

    public static readonly DiagnosticDescriptor CannotWork = Error(
        13, "The combination cannot work", "{0}");

    public static readonly DiagnosticDescriptor TooLarge = Error(
        14, "The model is too large", "{0} has {1} values, more than one block can hold (2147483591): make it smaller");

    private static DiagnosticDescriptor Error(int number, string title, string message) => Create(number, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Create(int number, string title, string message, DiagnosticSeverity severity)
    {
        string id = $"LSTMG{number:000}";
        return new(id, title, message, "LstmGen", severity, isEnabledByDefault: true,
            helpLinkUri: $"https://github.com/lstmgen/lstmgen/blob/main/docs/diagnostics/{id}.md");
    }
}
