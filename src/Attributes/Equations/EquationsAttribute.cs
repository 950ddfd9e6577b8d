using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>
/// Written by the generator: the equations of a cell or loss of this library, so that models of other projects can use it.
/// </summary>
/// <param name="type">Metadata name of the class.</param>
/// <param name="text">Its equations in the generator's own form.</param>
/// <param name="locals">Names of what they compute.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EquationsAttribute(string type, string text, string locals) : Attribute
{
    /// <summary>Metadata name of the class.</summary>
    public string Type { get; } = type;

    /// <summary>The equations.</summary>
    public string Text { get; } = text;

    /// <summary>Names of what they compute.</summary>
    public string Locals { get; } = locals;
}
