using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting.Ilgpu;

/// <summary>Writes the workspace on a GPU: the processor's buffers by the same names and in the same layouts.</summary>
internal static class IlgpuWorkspaceEmitter
{
    public static void Emit(CodeWriter w, ModelPlan plan)
    {
        w.Summary("What one caller needs to compute on the device; T steps, B rows.");
        using (w.Open("public sealed class Workspace : DeviceWorkspace"))
        {
            EmitConstructor(w, plan);
            foreach (TimePlan time in plan.Times)
            {
                w.Line();
                w.Summary(time.Summary + ".");
                w.Line($"internal TimeLayout {time.Name} {{ get; }} = new();\n\ninternal DeviceTime {time.Name}OnDevice {{ get; }}");
            }

            foreach (BufferPlan b in plan.Buffers)
            {
                w.Line();
                w.Summary($"{b.DeviceShape}: {b.Summary}{(b.TrainingOnly ? "; for training" : "")}.");
                w.Line($"internal DeviceBuffer {b.Name} {{ get; }}");
            }

            foreach (SourceAttentionPlan attention in plan.SourceAttentions)
            {
                w.Line();
                w.Summary("Attention to the source: its weights, and what the backward pass adds to.");
                w.Line($"internal DeviceSourceAttention {attention.Name} {{ get; }}");
            }

            if (plan.ReadsSource)
                w.Line("\n/// <inheritdoc/>\nprotected override DeviceSourceAttention[] SourceAttentionsOnDevice { get; }");
            EmitStates(w, plan);
            EmitSizes(w, plan);
            EmitDispose(w, plan);
        }
    }

    private static void EmitConstructor(CodeWriter w, ModelPlan plan)
    {
        using (w.Open("internal Workspace(GpuModel model, bool training)\n    : base(model, training)"))
        {
            foreach (TimePlan time in plan.Times)
                w.Line($"{time.Name}OnDevice = new DeviceTime(model.Device, {time.Name});");
            foreach (BufferPlan b in plan.Buffers)
                w.Line($"{b.Name} = new DeviceBuffer(model.Device);");
            foreach (HeadPlan head in plan.Heads.Where(head => !head.Input.HasInputTime))
                w.Line($"{head.Buffers}.Time = {head.Input.Time};");
            foreach (SourceAttentionPlan attention in plan.SourceAttentions)
                w.Line($"{attention.Name} = {attention.CreateOnDevice};");
            if (plan.ReadsSource)
                w.Line("SourceAttentionsOnDevice = new[] { "
                    + $"{string.Join(", ", plan.SourceAttentions.Select(attention => attention.Name))} }};");
            w.Line("Device = model.Device;");
            w.Line($"AddHeads({string.Join(", ", plan.Heads.Select(head => head.Input.Time + "OnDevice"))});");
        }

        w.Line();
        w.Line("private GpuDevice Device { get; }\n\nprivate DeviceKernels Kernels => Device.Kernels;");
    }

    private static void EmitStates(CodeWriter w, ModelPlan plan)
    {
        w.Line("\n/// <inheritdoc/>");
        EmitBlock(w, "protected override void SaveStates()", plan.Layers.SelectMany(layer => layer.Ilgpu.SaveState));
        w.Line("\n/// <inheritdoc/>");
        EmitBlock(w, "protected override void SaveStateGradients()", plan.Layers.SelectMany(layer => layer.Ilgpu.SaveStateGradient));
        if (plan.Caches.Count > 0)
        {
            w.Line("\n/// <inheritdoc/>");
            EmitBlock(
                w, "protected override void SaveCaches(ModelState destination)", plan.Layers.SelectMany(layer => layer.Ilgpu.SaveCache));
        }

        if (plan.Times.Count == 0)
            return;
        w.Line("\n/// <inheritdoc/>");
        EmitBlock(w, "protected override void UploadTimes()", plan.Times.Select(time => $"Upload({time.Name}OnDevice);"));
    }

    private static void EmitSizes(CodeWriter w, ModelPlan plan)
    {
        w.Line("\n/// <inheritdoc/>");
        using (w.Open("protected override void Resize()"))
        {
            foreach (TimePlan time in plan.Times)
                w.Line(time.Derive);
            foreach (BufferPlan b in plan.Buffers.Where(b => !b.TrainingOnly))
                w.Line($"{b.Name}.EnsureLength(checked({b.DeviceLength}));");
            if (!plan.Buffers.Any(b => b.TrainingOnly))
                return;
            w.Line("if (!Training)\n    return;");
            foreach (BufferPlan b in plan.Buffers.Where(b => b.TrainingOnly))
                w.Line($"{b.Name}.EnsureLength(checked({b.DeviceLength}));");
        }
    }

    private static void EmitDispose(CodeWriter w, ModelPlan plan)
    {
        w.Line("\n/// <inheritdoc/>");
        using (w.Open("protected override void Dispose(bool disposing)"))
        {
            foreach (TimePlan time in plan.Times)
                w.Line($"{time.Name}OnDevice.Dispose();");
            foreach (BufferPlan b in plan.Buffers)
                w.Line($"{b.Name}.Dispose();");
            foreach (SourceAttentionPlan attention in plan.SourceAttentions)
                w.Line($"{attention.Name}.Dispose();");
            w.Line("base.Dispose(disposing);");
        }
    }

    private static void EmitBlock(CodeWriter w, string header, IEnumerable<string> statements)
    {
        using (w.Open(header))
        {
            foreach (string statement in statements)
                w.Line(statement);
        }
    }
}
