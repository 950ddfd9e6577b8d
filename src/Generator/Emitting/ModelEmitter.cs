using LstmGen.Generator.Emitting.Ilgpu;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes the other half of a model class: one file, with a region for each concern and each layer, and one more for GPUs.
/// </summary>
internal static class ModelEmitter
{
    /// <summary>The suffix of the file for GPUs.</summary>
    public const string GpuSuffix = ".Ilgpu";

    /// <summary>What stands between the stem of a file's name and its ending, and the file's text.</summary>
    public static IEnumerable<(string Suffix, string Text)> Emit(ModelPlan plan, CancellationToken cancellation)
    {
        TypeSpec type = plan.Spec.Type;
        string table = ModelTable.Write(plan);
        string interfaces = InterfaceEmitter.Interface(type.FullName)
            + (NextTokenEmitter.Fits(plan) ? ", " + NextTokenEmitter.Interfaces(plan) : "");
        yield return ("", SourceFile.Write(
            type, Documentation(type.Summary, table), w => EmitParts(w, plan, table, cancellation), " : " + interfaces));
        cancellation.ThrowIfCancellationRequested();
        if (plan.Spec.Options.Ilgpu)
            yield return (GpuSuffix, IlgpuModelEmitter.Emit(plan, cancellation));
    }

    private static void EmitParts(CodeWriter w, ModelPlan plan, string table, CancellationToken cancellation)
    {
        Part("Model", () => ApiEmitter.Emit(w, plan));
        foreach (LayerPlan layer in plan.Layers)
        {
            var members = new CodeWriter();
            layer.EmitApi(members);
            if (!members.IsEmpty)
                Part(layer.Name, () => w.Append(members));
        }

        Part("Stream", () =>
        {
            if (plan.Causal)
                StreamEmitter.Emit(w, plan, StreamTarget.Processor);
            else
                NoStreamEmitter.Emit(w, plan);
        });
        if (NextTokenEmitter.Fits(plan))
            Part("NextToken", () => NextTokenEmitter.Emit(w, plan));
        Part("Parameters", () => ParametersEmitter.Emit(w, plan, table));
        Part("Workspace", () => WorkspaceEmitter.Emit(w, plan));
        Part("Passes", () => PassesEmitter.Emit(w, plan, cancellation), last: true);

        void Part(string name, Action emit, bool last = false)
        {
            cancellation.ThrowIfCancellationRequested();
            using (w.Region(name))
                emit();
            if (!last)
                w.Line();
        }
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
