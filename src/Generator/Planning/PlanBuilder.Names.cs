using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Planning;

// Names of layers, parameters and heads.
internal sealed partial class PlanBuilder
{
    private readonly EmittedNames _names;
    private int? _misnamed; // the element of which a name was reported

    /// <inheritdoc cref="EmittedNames.Layer"/>
    public string LayerName(string kind) => _names.Layer(kind, out _);

    /// <inheritdoc cref="EmittedNames.Layer"/>
    public string LayerName(string kind, out int number) => _names.Layer(kind, out number);

    /// <inheritdoc cref="EmittedNames.Prefix"/>
    public string Prefix(string kind, string? given) => _prefix = _names.Prefix(kind, given);

    /// <inheritdoc cref="EmittedNames.Head"/>
    public string HeadName(string? given) => _names.Head(given);

    public int HeadCount => _names.Heads;

    // One name at fault is one diagnostic, however many members bear it.
    private void Misname(DiagnosticDescriptor descriptor, string[] arguments)
    {
        if (_misnamed != Element || Element is null)
            Report(descriptor, arguments);
        _misnamed = Element;
    }
}
