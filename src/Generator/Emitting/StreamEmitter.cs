using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the stream of a causal model: one step at a time, with the state kept.</summary>
internal static class StreamEmitter
{
    /// <param name="w">Where to.</param>
    /// <param name="plan">The model.</param>
    /// <param name="target">Whose stream it is.</param>
    public static void Emit(CodeWriter w, ModelPlan plan, StreamTarget target)
    {
        bool device = target == StreamTarget.Device;
        string model = device ? "GpuModel" : plan.Spec.Type.FullName;
        string element = plan.Features > 0 ? "float" : "int";
        HeadPlan[] heads = [.. plan.Heads];
        string outputs = string.Join(", ", heads.Select(h => $"Span<float> {h.Variable("Outputs")}"));
        string inputShape = plan.Features > 0 ? $"[batch, {plan.Features}]" : "[batch] token ids";
        w.Summary(device
            ? "A stream of steps with its own state, on the device; it pays where many sequences are stepped side by side."
            : "A stream of steps with its own state; several sequences can be stepped side by side.");
        w.Line("public Stream CreateStream(int batch = 1) => new(this, batch);");
        w.Line();
        w.Summary("Computes one step at a time; equal to the whole sequence at once. Not safe for two threads at once.");
        string[] has = [.. device ? ["IDisposable"] : Array.Empty<string>(),
            .. NextTokenEmitter.WritesFromSource(plan) ? ["ISourceStream"] : Array.Empty<string>()];
        string bases = string.Join(", ", has.Prepend(plan.Spec.Source is null ? "ModelStream" : "SourceModelStream"));
        using (w.Open($"public sealed class Stream : {bases}"))
        {
            w.Line($"private readonly Workspace _ws;\nprivate readonly {model} _model;");
            w.Line();
            w.Line($"""
                internal Stream({model} model, int batch)
                    : base(model.CreateWorkspace(training: false), batch) => (_model, _ws) = (model, (Workspace)Buffers);
                """);
            w.Line();
            if (plan.Statics > 0)
            {
                w.Summary($"Sets the values that stand once for each sequence, [batch, {plan.Statics}]: before the first step, and where "
                    + "others begin. They stay until they are set again.");
                w.Line("public void SetStatic(ReadOnlySpan<float> statics) => _ws.SetStatic(statics);\n");
            }

            string allocates = plan.Caches.Count > 0 ? " Allocates only where the room for earlier steps is full." : " Allocates nothing.";
            w.Summary($"Reads one step, {inputShape}, and writes the outputs, [batch, outputs].{(device ? "" : allocates)}");
            using (w.Open($"public void Step(ReadOnlySpan<{element}> input, {outputs})"))
            {
                w.Line($"StepRaw(input, {string.Join(", ", heads.Select(h => h.Variable("Outputs")))});");
                foreach (HeadPlan head in heads.Where(head => head.ToPrediction is not null))
                    w.Line($"{head.Name}ToPrediction(_ws, {head.Variable("Outputs")});");
            }

            w.Line();
            w.Summary("The same with the raw outputs: scores before softmax or sigmoid.");
            using (w.Open($"public void StepRaw(ReadOnlySpan<{element}> input, {outputs})"))
            {
                // Everything that can be wrong is said before the state goes on.
                foreach (HeadPlan head in heads)
                    w.Line($"_ws.Heads[{head.Index}].RequireOutputs({head.Variable("Outputs")});");
                w.Line($"_ws.{(plan.Features > 0 ? "SetFeatures" : "SetTokens")}(input);");
                if (plan.Caches.Count > 0)
                    w.Line("_ws.BeginStep();");
                EmitCompute(w, plan, heads, device);
            }

            w.Line();
            w.Summary("Goes on from where another stream of this model stands. Allocates the first "
                + $"time{(plan.Caches.Count > 0 ? ", and where it has read more steps than ever before" : " only")}.");
            w.Line("public void CopyFrom(Stream source) => ContinueFrom(source);");

            if (device)
            {
                w.Line();
                w.Summary("Frees the device's memory; the model's end does so too.");
                w.Line("public void Dispose() => _ws.Dispose();");
            }
        }
    }

    private static void EmitCompute(CodeWriter w, ModelPlan plan, HeadPlan[] heads, bool device)
    {
        string[] pass = ["_model.Forward(_ws);", "_ws.Advance();"], end = plan.Caches.Count > 0 ? ["_ws.EndStep();"] : [],
            copies = [.. heads.Select(head => $"_ws.Heads[{head.Index}].CopyOutputs({head.Variable("Outputs")});")];
        if (device || !plan.StepsRows)
        {
            w.Line(string.Join("\n", [.. pass, .. end, .. copies]));
        }
        else if (heads.Length == 1 && end.Length == 0)
        {
            EmitUnless($"StepRow<Passes>(_model._packed, _model.Parameters, {heads[0].Variable("Outputs")})", [.. pass, .. copies]);
        }
        else
        {
            EmitUnless("StepRow<Passes>(_model._packed, _model.Parameters)", pass);
            w.Line(string.Join("\n", [.. end, .. copies]));
        }

        void EmitUnless(string step, string[] statements)
        {
            using (w.Open($"if (!_ws.{step})"))
                w.Line(string.Join("\n", statements));
        }
    }
}
