using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Writes the passes by which the runtime runs both directions of a layer, with vectors as wide as the machine's.</summary>
internal static class SharedDirection
{
    /// <summary>The base class of a direction's passes.</summary>
    public static string Base(RecurrentDirection d) => d.Spec.Bidirectional ? "EmittedDirection" : "EmittedLayer";

    public static void Emit(CodeWriter w, RecurrentDirection d)
    {
        if (!d.Spec.Bidirectional)
            return;
        foreach (string pass in (string[])["Forward", "Backward"])
        {
            w.Line("/// <inheritdoc/>");
            using (w.Open($"public override void {pass}(ModelWorkspace ws, int rowBegin, int rowEnd)"))
                WidthChoice.Emit(w, lanes => $"{pass}<{lanes}>(ws, rowBegin, rowEnd);");
            w.Line();
        }
    }
}
