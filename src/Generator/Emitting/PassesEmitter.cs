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
        using (w.Open("private static class Passes"))
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
            .. plan.StepsRows ? new[] { new SharedPhase("PhaseStep", ["StepRow<V>(ws);"]) } : [],
        ]);
        w.Line();
        if (plan.StepsRows)
        {
            StreamStepEmitter.Emit(w, plan);
            w.Line();
        }

        EmitRows(
            w, "ForwardRows", "Everything from the input to the heads' outputs for rows [rowBegin, rowEnd): rows do not meet.",
            Stacked(plan, plan.Layers, wave => wave.Forward, layer => layer.Forward));
        w.Line();
        EmitRows(
            w, "LossRows", "Loss and its gradient with respect to the outputs, head after head.", plan.Heads.SelectMany(head => head.Loss));
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
        w.Summary("Computes the heads' outputs for the batch in the workspace. Several threads may call it on one model, each with a workspace of its own.");
        using (w.Open("public void Forward(Workspace ws)"))
        {
            w.Line("ArgumentNullException.ThrowIfNull(ws);\nws.RequireBatch();");
            if (plan.ReadsInPlace)
            {
                using (w.Open("for (int attempt = 0; ; attempt++)"))
                {
                    w.Line("using ParameterReading reading = Parameters.BeginPass(ws, attempt);");
                    EmitForward(w, plan);
                    w.Line("if (!ws.Outdated)\n    return;");
                }
            }
            else
            {
                EmitForward(w, plan);
            }
        }

        w.Line();
        w.Summary("The weighted sum of the heads' losses against the targets in the workspace; also computes its gradient with respect to the outputs.");
        using (w.Open("public double Loss(Workspace ws)"))
        {
            w.Line("""
                ArgumentNullException.ThrowIfNull(ws);
                ws.RequireBatch(training: true);
                """);
            foreach (string statement in plan.Heads.SelectMany(head => head.PrepareLoss))
                w.Line(statement);
            w.Line("WorkerPool.Shared.Run(ws, Passes.PhaseLoss, ws.RowParts);");
            w.Line($"return {string.Join(" + ", plan.Heads.Select(head => $"{(head.LossWeight == 1f ? "" : Literal.Of(head.LossWeight) + " * ")}{head.Workspace}.SumLosses()"))};");
        }

        w.Line();
        w.Summary("Adds the gradient of the loss with respect to every parameter to a block laid out like the parameters.");
        using (w.Open("public void Backward(Workspace ws, AlignedBuffer gradients)"))
        {
            w.Line("PassCheck.Backward(ws, gradients, Parameters);\nws.Packed.RequireFloat();");
            if (plan.Packed.Any(p => p.ForInput))
                w.Line("ws.Packed.CheckInputGradient(ws.WantInputGradient);");
            w.Line("""
                ws.Gradients = gradients;
                ws.RunBackward(Passes.PhaseBackward, Passes.PhaseGradients);
                ws.Gradients = null;
                """);
        }
    }

    private static void EmitForward(CodeWriter w, ModelPlan plan)
    {
        w.Line("""
            if (ws.Training)
                ws.Packed.Update(Parameters, ws.WantInputGradient);
            else
                ws.Packed = _packed.Current(Parameters);
            """);
        if (plan.ReadsSource)
            w.Line("ws.BeginSource(ws.Packed);");
        w.Line("WorkerPool.Shared.Run(ws, Passes.PhaseForward, ws.RowParts);");
    }

    private static void EmitPhases(CodeWriter w, IReadOnlyList<SharedPhase> shared)
    {
        string more = string.Concat(shared.Select((phase, index) => $", {phase.Name} = {index + 4}"));
        w.Line($"internal const int PhaseForward = 0, PhaseLoss = 1, PhaseBackward = 2, PhaseGradients = 3{more};");
        w.Line();
        w.Summary("One part of a phase, on any thread of the pool, with vectors as wide as the machine's.");
        using (w.Open("internal static void RunPhase(Workspace ws, int phase, int part)"))
        {
            WidthChoice.Emit(w, lanes => $"RunPhase<{lanes}>(ws, phase, part);");
        }

        w.Line();
        using (w.Open("private static void RunPhase<V>(Workspace ws, int phase, int part)\n    where V : struct, ILanes<V>"))
        {
            using (w.Open("switch (phase)"))
            {
                w.Line("""
                    case PhaseForward:
                        ForwardRows<V>(ws, ws.RowBegin(part), ws.RowBegin(part + 1));
                        break;
                    case PhaseLoss:
                        LossRows<V>(ws, ws.RowBegin(part), ws.RowBegin(part + 1));
                        break;
                    case PhaseBackward:
                        BackwardRows<V>(ws, ws.RowBegin(part), ws.RowBegin(part + 1));
                        break;
                    case PhaseGradients:
                        GradientPart(ws, ws.Gradients!.Span, part, ws.GradientParts);
                        break;
                    """);
                foreach (string section in shared.SelectMany(phase => phase.Sections))
                    w.Line(section);
            }
        }
    }

    public static void EmitRows(CodeWriter w, string name, string summary, IEnumerable<string> statements)
    {
        w.Summary(summary);
        using (w.Open($"private static void {name}<V>(Workspace ws, int rowBegin, int rowEnd)\n    where V : struct, ILanes<V>"))
        {
            foreach (string statement in statements)
                w.Line(statement);
        }
    }
}
