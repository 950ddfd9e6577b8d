using LstmGen.Generator.Emitting.Ilgpu;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the other half of a model class, one file per concern and one per layer.</summary>
internal static class ModelEmitter
{
    /// <summary>File name suffixes and texts; no two suffixes differ in case only.</summary>
    public static IEnumerable<(string Suffix, string Text)> Emit(ModelPlan plan, CancellationToken cancellation)
    {
        var suffixes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string suffix, string text) in Files(plan))
        {
            cancellation.ThrowIfCancellationRequested();
            string free = suffix;
            for (int number = 2; !suffixes.Add(free); number++)
                free = suffix + number;
            yield return (free, text);
        }
    }

    private static IEnumerable<(string Suffix, string Text)> Files(ModelPlan plan)
    {
        var type = plan.Spec.Type;
        string table = ModelTable.Write(plan);
        yield return ("Model",
            SourceFile.Write(
                type, Documentation(type.Summary, table), w => ApiEmitter.Emit(w, plan),
                " : " + InterfaceEmitter.Interface(type.FullName)));
        yield return ("Parameters", SourceFile.Write(type, "", w => ParametersEmitter.Emit(w, plan, table)));
        yield return ("Workspace", SourceFile.Write(type, "", w => WorkspaceEmitter.Emit(w, plan)));
        yield return ("Passes", SourceFile.Write(type, "", w => PassesEmitter.Emit(w, plan)));
        foreach (LayerPlan layer in plan.Layers)
            yield return (layer.Name, SourceFile.Write(type, "", w => EmitLayer(w, layer)));
        yield return ("Stream", SourceFile.Write(type, "", w =>
        {
            if (plan.Causal)
                StreamEmitter.Emit(w, plan, StreamTarget.Processor);
            else
                NoStreamEmitter.Emit(w, plan);
        }));
        if (NextTokenEmitter.Fits(plan))
            yield return ("NextToken",
                SourceFile.Write(type, "", w => NextTokenEmitter.Emit(w, plan), " : " + NextTokenEmitter.Interfaces(plan)));
        foreach ((string Suffix, string Text) file in IlgpuModelEmitter.Emit(plan))
            yield return file;
    }

    private static void EmitLayer(CodeWriter w, LayerPlan layer)
    {
        layer.EmitApi(w);
        w.Line();
        using (w.Open("partial class Passes"))
            layer.Emit(w);
    }

    // Two summaries of one class would both be shown, or neither.
    private static string Documentation(TablePlace place, string table)
    {
        if (place == TablePlace.Nowhere)
            return "";
        string tag = place == TablePlace.Summary ? "summary" : "remarks";
        IEnumerable<string> lines = CodeWriter.Escape(table).Split('\n').Select(line => $"/// <c>{line.Replace(' ', '\u00a0')}</c><br/>");
        return $"/// <{tag}>\n{string.Join("\n", lines)}\n/// </{tag}>";
    }
}
