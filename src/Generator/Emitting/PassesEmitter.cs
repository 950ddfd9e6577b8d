using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the order of computation: forward, loss, backward, weight gradients.</summary>
internal static class PassesEmitter
{
    public static void Emit(CodeWriter w, ModelPlan plan, CancellationToken cancellation)
    {
        EmitPublic(w, plan);
        w.Line();
        w.Summary("What the threads run: the order of computation, and the passes of each layer and head.");
        using (w.Open("private readonly struct Passes : IModelPasses"))
        {
            EmitPasses(w, plan);
            foreach (LayerPlan layer in plan.Layers)
            {
                cancellation.ThrowIfCancellationRequested();
                w.Line();
                using (w.Region(layer.Name))
                    layer.Emit(w);
            }
        }
    }

    private static void EmitPasses(CodeWriter w, ModelPlan plan)
    {
        EmitPhases(w,
        [
            .. plan.Layers.SelectMany(layer => layer.Phases),
            .. plan.Wavefront is { } stack ? new[] { stack.Forward, stack.Backward } : [],
        ]);
        if (plan.StepsRows)
        {
            StreamStepEmitter.Emit(w, plan);
            w.Line();
        }

        EmitRows(
            w, "Forward",
            "Everything from the input to the heads' outputs for rows [rowBegin, rowEnd), which are independent of each other.",
            Stacked(plan, plan.Layers, wave => wave.Forward, layer => layer.Forward));
        w.Line();
        EmitRows(
            w, "Loss", "Loss and its gradient with respect to the outputs, head after head.", plan.Heads.SelectMany(head => head.Loss));
        w.Line();
        BackwardEmitter.Emit(w, plan);

        if (plan.Wavefront is { } wavefront)
            WavefrontEmitter.Emit(w, wavefront);
    }

    // The layers' statements in order, those of the wavefront in one.
    public static IEnumerable<string> Stacked(
        ModelPlan plan, IEnumerable<LayerPlan> layers, Func<Wavefront, SharedPhase> phase, Func<LayerPlan, IEnumerable<string>> statements)
    {
        List<string> together = [];
        int left = plan.Wavefront?.Layers.Count() ?? 0;
        foreach (LayerPlan layer in layers)
        {
            if (!layer.InWave)
            {
                foreach (string statement in statements(layer))
                    yield return statement;
                continue;
            }

            together.AddRange(statements(layer));
            if (--left == 0)
                yield return WavefrontEmitter.RunOr(plan.Wavefront!, phase(plan.Wavefront!), together);
        }
    }

    private static void EmitPublic(CodeWriter w, ModelPlan plan)
    {
        w.Summary("Computes the heads' outputs for the batch in the workspace. Several threads may call it on one model, each "
            + "with a workspace of its own.");
        using (w.Open("public void Forward(Workspace ws)"))
        {
            w.Line("ArgumentNullException.ThrowIfNull(ws);\nws.RunForward(_packed, Parameters);");
        }

        w.Line();
        w.Summary("The weighted sum of the heads' losses against the targets in the workspace; also computes its gradient "
            + "with respect to the outputs.");
        using (w.Open("public double Loss(Workspace ws)"))
        {
            w.Line("""
                ArgumentNullException.ThrowIfNull(ws);
                ws.RequireBatch(training: true);
                """);
            foreach (string statement in plan.Heads.SelectMany(head => head.PrepareLoss))
                w.Line(statement);
            w.Line("return ws.RunLosses();");
        }

        w.Line();
        w.Summary("Adds the gradient of the loss with respect to every parameter to a block laid out like the parameters.");
        using (w.Open("public void Backward(Workspace ws, AlignedBuffer gradients)"))
        {
            w.Line("ArgumentNullException.ThrowIfNull(ws);\nws.RunBackward(gradients, Parameters);");
        }
    }

    // Phases beyond those that every model has.
    private static void EmitPhases(CodeWriter w, IReadOnlyList<SharedPhase> phases)
    {
        if (phases.Count == 0)
            return;
        IEnumerable<string> numbered =
            phases.Select((phase, index) => $"{phase.Name} = ModelPhases.First{(index == 0 ? "" : $" + {index}")}");
        w.Line($"private const int {string.Join(", ", numbered)};");
        w.Line();
        w.Summary("One part of a phase of this model's own.");
        using (w.Open("static void IModelPasses.Run<V>(ModelWorkspace work, int phase, int part)"))
        {
            w.Line("Workspace ws = (Workspace)work;");
            using (w.Open("switch (phase)"))
            {
                foreach (string section in phases.SelectMany(phase => phase.Sections))
                    w.Line(section);
            }
        }

        w.Line();
    }

    /// <summary>Writes a pass over rows.</summary>
    /// <param name="w">Where to write.</param>
    /// <param name="name">The pass's name in <c>IModelPasses</c>.</param>
    /// <param name="summary">What it computes.</param>
    /// <param name="statements">In scope: <c>ws</c>, <c>rowBegin</c>, <c>rowEnd</c>, <c>V</c>.</param>
    public static void EmitRows(CodeWriter w, string name, string summary, IEnumerable<string> statements)
    {
        w.Summary(summary);
        using (w.Open($"static void IModelPasses.{name}<V>(ModelWorkspace work, int rowBegin, int rowEnd)"))
        {
            w.Line("Workspace ws = (Workspace)work;");
            foreach (string statement in statements)
                w.Line(statement);
        }
    }
}
