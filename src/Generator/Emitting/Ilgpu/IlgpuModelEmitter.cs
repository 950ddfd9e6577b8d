using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting.Ilgpu;

/// <summary>
/// Writes the model on a GPU, a nested class with the model's own shape: Predict and the training loop's members are written by
/// the emitters of the processor's half, over the nested class's own Workspace and Forward.
/// </summary>
internal static class IlgpuModelEmitter
{
    /// <summary>The file's text.</summary>
    public static string Emit(ModelPlan plan, CancellationToken cancellation) =>
        SourceFile.Write(plan.Spec.Type, "", w => EmitParts(w, plan, cancellation), " : IHasGpuModel");

    private static void EmitParts(CodeWriter w, ModelPlan plan, CancellationToken cancellation)
    {
        w.Summary("The model on a device, with this model's parameters: it trains and predicts there. Dispose it before the device.");
        w.Line(
            "public GpuModel To(GpuDevice device) => new(this, device);\n\nDeviceModel IHasGpuModel.To(GpuDevice device) => To(device);");
        w.Line();
        w.Summary("The model on a device. Several threads may call Predict: they take turns, as do all models of the device. Training, "
            + "streams and all else must not overlap with other calls: put them in lock (device) where they may.");
        using (w.Open("public sealed class GpuModel : DeviceModel, "
            + $"{InterfaceEmitter.Interface(plan.Spec.Type.FullName + ".GpuModel")}"
            + $"{(NextTokenEmitter.WritesFromSource(plan) ? ", ISourceModel" : "")}"))
        {
            Part("Model", () => EmitModel(w, plan));
            if (plan.Causal)
                Part("Stream", () => StreamEmitter.Emit(w, plan, StreamTarget.Device));
            foreach (LayerPlan layer in plan.Layers)
                Part(layer.Name, () => layer.Ilgpu.Emit(w));
            Part("Workspace", () => IlgpuWorkspaceEmitter.Emit(w, plan), last: true);
        }

        void Part(string name, Action emit, bool last = false)
        {
            cancellation.ThrowIfCancellationRequested();
            using (w.Region(name))
                emit();
            if (!last)
                w.Line();
        }
    }

    private static void EmitModel(CodeWriter w, ModelPlan plan)
    {
        string self = plan.Spec.Type.Name + plan.Spec.Type.TypeParameters;
        w.Line("private readonly WorkspaceCache<Workspace> _workspaces = new();");
        w.Line();
        using (w.Open($"internal GpuModel({self} model, GpuDevice device)\n    : base(model.Parameters, device)"))
        {
            foreach (IlgpuBlock block in Layers(plan).SelectMany(layer => layer.Blocks))
                w.Line($"{block.Name} = Own(new DeviceBuffer(device));");
        }

        foreach (IlgpuBlock block in Layers(plan).SelectMany(layer => layer.Blocks))
        {
            w.Line();
            w.Summary(block.Summary);
            w.Line($"internal DeviceBuffer {block.Name} {{ get; }}");
        }

        foreach (string member in Layers(plan).SelectMany(layer => layer.Members))
            w.Line("\n" + member);
        w.Line();
        w.Summary("A workspace on the device, freed together with the model.");
        w.Line("public Workspace CreateWorkspace(bool training) => Own(new Workspace(this, training));");
        w.Line();
        EmitPasses(w, plan);
        w.Line();
        PredictEmitter.Emit(w, plan);
        w.Line();
        InterfaceEmitter.Emit(w, plan);
        if (!NextTokenEmitter.WritesFromSource(plan))
            return;
        w.Line();
        NextTokenEmitter.EmitSourceModel(w, plan);
    }

    private static void EmitPasses(CodeWriter w, ModelPlan plan)
    {
        w.Summary("Computes the heads' outputs for the batch in the workspace; they stay on the device until they are asked for.");
        EmitBlock(
            w, "public void Forward(Workspace ws)",
            ["BeginForward(ws);", .. Layers(plan).SelectMany(layer => layer.Forward), "EndForward(ws);"]);
        w.Line();
        w.Summary("The weighted sum of the heads' losses; also computes its gradient with respect to the outputs.");
        EmitBlock(w, "public double Loss(Workspace ws)",
            ["BeginLoss(ws);", .. plan.Heads.SelectMany(head => head.PrepareLoss), .. Layers(plan).SelectMany(layer => layer.Loss),
                "return EndLoss(ws);"]);
        w.Line();
        w.Summary("Adds the gradients of all parameters to a block on the processor, laid out like the parameters.");
        w.Line("public void Backward(Workspace ws, AlignedBuffer gradients) => base.Backward(ws, gradients);");
        w.Line();
        w.Line("/// <inheritdoc/>");
        EmitBlock(w, "protected override void Pack()", Layers(plan).SelectMany(layer => layer.Pack));
        w.Line();
        w.Line("/// <inheritdoc/>");
        EmitBlock(w, "protected override void RunBackward(DeviceWorkspace workspace)",
        [
            "Workspace ws = (Workspace)workspace;",
            .. Enumerable.Repeat("ws.SourceOnDevice.Gradient.Clear();", plan.ReadsSource ? 1 : 0),
            .. plan.Body.Gradient.Length == 0 ? [] : IlgpuLayer.WhereWanted(plan.Body, $"ws.{plan.Body.Gradient}.Clear();"),
            .. plan.Body.Last is { Wanted: true } last ? last.IlgpuClear() : [],
            .. plan.Heads.SelectMany(head => head.Ilgpu.Backward),
            .. plan.Layers.Where(layer => layer is not HeadPlan).Reverse().SelectMany(layer => layer.Ilgpu.Backward),
            .. Layers(plan).SelectMany(layer => layer.ParameterGradients),
        ]);
    }

    private static void EmitBlock(CodeWriter w, string header, IEnumerable<string> statements)
    {
        using (w.Open(header))
        {
            foreach (string statement in statements)
                w.Line(statement);
        }
    }

    private static IEnumerable<IlgpuLayer> Layers(ModelPlan plan) => plan.Layers.Select(layer => layer.Ilgpu);
}
