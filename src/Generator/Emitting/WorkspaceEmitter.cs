using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the model's workspace: one named buffer per activation.</summary>
internal static class WorkspaceEmitter
{
    public static void Emit(CodeWriter w, ModelPlan plan)
    {
        string name = plan.Spec.Type.FullName;
        var layers = new Pieces("CreateLayers", most: 32);
        w.Summary($"What one caller needs to compute with {plan.Spec.Type.PlainName}; T steps, B rows.");
        using (w.Open($"public sealed class Workspace : EmittedWorkspace<{name}, PackedWeights>"))
        {
            w.Line($"internal Workspace({name} model, bool training)\n    : base(model, model.Parameters, training)");
            using (w.Open())
            {
                layers.Emit(
                    w,
                    [.. Own(plan).Where(b => b.Create is not null).Select(b => $"{b.Name} = {b.Create};"),
                        .. plan.Objects.Select(layer => $"{layer.Name} = {layer.Create(name)};"),
                        .. plan.Objects.Select(layer => layer.After).OfType<string>(),
                        .. plan.Directions.Select(both => $"{both.Name} = {both.Create};")]);
                if (plan.Objects.Any())
                    w.Line($"SetLayers({string.Join(", ", plan.Objects.Select(layer => layer.Name))});");
                w.Line("if (training)\n    Packed = new PackedWeights(true);");
                if (BackwardEmitter.Offsets(plan) is { } stages)
                    w.Line(stages);
                foreach (HeadPlan head in plan.Heads.Where(head => !head.Input.HasInputTime))
                    w.Line($"{head.Buffers}.Time = {head.Input.Time};");
                foreach (SourceAttentionPlan attention in plan.SourceAttentions)
                    w.Line($"{attention.Name} = {attention.Create};");
                if (plan.ReadsSource)
                    w.Line(
                        $"SourceAttentions = new[] {{ {string.Join(", ", plan.SourceAttentions.Select(attention => attention.Name))} }};");
            }

            foreach (LayerObject layer in plan.Objects)
                w.Line($"\ninternal {layer.Type} {layer.Name};\n\ninternal AlignedBuffer {layer.Name}H => {layer.Name}.H;");
            foreach (DirectionsPlan both in plan.Directions)
                w.Line($"\ninternal {DirectionsPlan.Type} {both.Name};");
            foreach (HeadPlan head in plan.Heads)
            {
                w.Line();
                w.Summary($"Outputs, targets and loss of head '{head.Title}', [{(head.EveryStep ? "B, T" : "B")}, {head.Outputs}].");
                w.Line($"public HeadWorkspace {head.Property} => Heads[{head.Index}];");
            }

            foreach (SourceAttentionPlan attention in plan.SourceAttentions)
            {
                w.Line();
                w.Summary("Attention to the source: its weights, and what the backward pass adds to.");
                w.Line($"internal readonly SourceAttention {attention.Name};");
            }

            if (plan.ReadsSource)
                w.Line("\n/// <inheritdoc/>\nprotected override SourceAttention[] SourceAttentions { get; }");

            foreach (TimePlan time in plan.Times)
            {
                w.Line();
                w.Summary(time.Summary + ".");
                w.Line($"internal readonly TimeLayout {time.Name} = new();");
            }

            foreach (BufferPlan b in Own(plan))
            {
                w.Line();
                w.Summary($"{b.Shape}: {b.Summary}{(b.TrainingOnly ? "; for training" : "")}.");
                w.Line(b.Create is null ? $"internal readonly AlignedBuffer {b.Name} = new();" : $"internal AlignedBuffer {b.Name};");
            }

            w.Line();
            EmitState(w, plan);
            EmitAdvance(w, plan);
            EmitActivations(w, plan);
            WideStepEmitter.Emit(w, plan);
            w.Line("/// <inheritdoc/>");
            w.Line("public override void Run(int phase, int part) => ModelPhases.Run<Passes>(this, phase, part);");
            EmitResize(w, plan);
            layers.EmitMethods(w);
        }
    }

    private static IEnumerable<BufferPlan> Own(ModelPlan plan) => plan.Buffers.Where(b => b.Owner is null);

    // The base sizes the layers, and buffers of the usual lengths.
    private static void EmitResize(CodeWriter w, ModelPlan plan)
    {
        BufferPlan[] buffers = [.. Own(plan).Where(b => b.Create is null)];
        string[] always = [.. buffers.Where(b => !b.TrainingOnly).Select(Size), .. plan.Heads.SelectMany(head => head.PlaceOutputs)];
        string[] training = [.. buffers.Where(b => b.TrainingOnly).Select(Size), .. plan.Heads.SelectMany(head => head.PlaceGradients)];
        if (plan.Times.Count + always.Length + training.Length == 0)
            return;
        var pieces = new Pieces("Resize");
        w.Line("\n/// <inheritdoc/>");
        using (w.Open("protected override void Resize()"))
        {
            foreach (TimePlan time in plan.Times)
                w.Line(time.Derive);
            w.Line("base.Resize();");
            pieces.Emit(w, always);
            if (training.Length > 0)
            {
                w.Line("if (!Training)\n    return;");
                pieces.Emit(w, training);
            }
        }

        pieces.EmitMethods(w);
    }

    // The base saves the states of the layers' objects.
    private static void EmitState(CodeWriter w, ModelPlan plan)
    {
        string[] statements = [.. plan.Layers.SelectMany(layer => layer.SaveState)];
        if (statements.Length == 0)
            return;
        w.Line("/// <inheritdoc/>");
        using (w.Open("protected override void SaveFinalState(ModelState destination)"))
        {
            w.Line("base.SaveFinalState(destination);");
            foreach (string statement in statements)
                w.Line(statement);
        }

        w.Line();
    }

    // The base advances the layers' objects.
    private static void EmitAdvance(CodeWriter w, ModelPlan plan)
    {
        string[] statements = [.. plan.Layers.SelectMany(layer => layer.Advance)];
        if (!plan.Causal || statements.Length == 0)
            return;
        w.Line("/// <inheritdoc/>");
        using (w.Open("public override void Advance()"))
        {
            w.Line("base.Advance();");
            w.Scope(
                body =>
                {
                    foreach (string statement in statements)
                        body.Line(statement);
                },
                ("ws", "Workspace ws = this;"), ("batch", "int batch = Batch;"));
        }

        w.Line();
    }

    private static string Size(BufferPlan buffer) => $"{buffer.Name}.EnsureLength(checked({buffer.Length}));";

    // The base shows the layers' objects.
    private static void EmitActivations(CodeWriter w, ModelPlan plan)
    {
        string[] layers = [.. plan.Layers.SelectMany(layer => layer.Activations)];
        if (layers.SequenceEqual(plan.Objects.Select(layer => layer.Inspect)))
            return;
        w.Line("/// <inheritdoc/>");
        using (w.OpenWith("public override RecurrentActivations[] RecurrentLayers => new RecurrentActivations[]", "};"))
        {
            foreach (string layer in layers)
                w.Line(layer + ",");
        }

        w.Line();
    }
}
