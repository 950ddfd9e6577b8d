using LstmGen.Generator.Collections;

namespace LstmGen.Generator.Spec;

/// <summary>The class to be completed: where it stands and how its declaration reads.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="Outer">Headers of the types around it, outermost first, for example <c>partial class Outer&lt;T&gt;</c>.</param>
/// <param name="Name">Name without type parameters, as written: with <c>@</c> where it is a keyword.</param>
/// <param name="TypeParameters">For example <c>&lt;T&gt;</c>, or empty.</param>
/// <param name="FullName">From <c>global::</c> on, for places where a member may have the class's name.</param>
/// <param name="Accessibility">For example <c>public</c>.</param>
/// <param name="FileName">Stem of the generated files' names.</param>
/// <param name="Summary">Where the model's table stands among the class's documentation.</param>
internal sealed record TypeSpec(
    string Namespace, EquatableArray<string> Outer, string Name, string TypeParameters, string FullName, string Accessibility,
    string FileName,
    TablePlace Summary)
{
    /// <summary>The name as its user reads it.</summary>
    public string PlainName => Name.TrimStart('@');
}
