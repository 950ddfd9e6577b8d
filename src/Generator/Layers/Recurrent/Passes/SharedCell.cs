using LstmGen.Generator.Emitting;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// A cell's passes over the units of a step. Their text is the same for every size, so that a compilation has them once for all layers and
/// models with the same equations.
/// </summary>
internal static class SharedCell
{
    /// <summary>The passes of a layer, whose directions have the same.</summary>
    public static SharedFile Of(RecurrentDirection d) => d.Cell.Shared ??= Write(d with { Scope = null });

    /// <summary>The class as passes of a model name it.</summary>
    public static string Type(RecurrentDirection d) => $"{RuntimeNames.EmittedAlias}::{Of(d).Name}";

    // The name tells the class from those of all other cells: it has a number made of the text.
    private static SharedFile Write(RecurrentDirection d)
    {
        string kind = d.Spec.Kind;
        var w = new CodeWriter();
        bool first = true;
        foreach (UnitPass pass in d.Cell.Passes(d))
        {
            if (!first)
                w.Line();
            first = false;
            CellPass.Emit(w, pass);
        }

        string passes = w.ToString(), name = FileNames.Numbered(kind + "Cell", passes).Replace('-', '_');
        return new(
            name,
            SourceFile.WriteShared(
                RuntimeNames.EmittedNamespace, "static class " + name, $"The equations of the cell {kind}, and their "
                    + "derivatives, over the units of a step.",
                passes));
    }
}
