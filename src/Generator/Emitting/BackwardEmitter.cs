using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the order of the backward pass, and of the gradients of parameters, in stages where the model has several.</summary>
internal static class BackwardEmitter
{
    public static void Emit(CodeWriter w, ModelPlan plan)
    {
        IReadOnlyList<BackwardStage> stages = BackwardStage.Of(plan);
        PassesEmitter.EmitRows(
            w, "Backward", "From the heads back to the input; the heads add their gradients to the last layer's.",
            [.. In(stages, 0, Heads(plan)), .. Layers(plan, stages)]);
        w.Line();
        w.Summary(
            "Gradients of all parameters: sums over rows and steps, shared out by output, so that the order of a sum is always the same.");
        using (w.Open("static void IModelPasses.Gradients(ModelWorkspace work, Span<float> gradients, int part, int parts)"))
        {
            w.Line("Workspace ws = (Workspace)work;");
            IEnumerable<string> statements = stages.Count == 1
                ? plan.Layers.SelectMany(layer => layer.Gradients)
                : stages.SelectMany(
                    (stage, number) =>
                        In(stages, number, (number == 0 ? plan.Heads : []).Concat(stage.Layers).SelectMany(layer => layer.Gradients)));
            foreach (string statement in statements)
                w.Line(statement);
        }
    }

    /// <summary>The workspace's line about its stages; none where there is one.</summary>
    public static string? Offsets(ModelPlan plan)
    {
        IReadOnlyList<BackwardStage> stages = BackwardStage.Of(plan);
        return stages.Count == 1 ? null : $"StageOffsets = [{string.Join(", ", stages.Select(stage => stage.FirstParameter))}];";
    }

    private static IEnumerable<string> Heads(ModelPlan plan) =>
        [.. Clears(plan), .. plan.Body.Last is { Wanted: true } last ? last.Clear() : [], .. plan.Heads.SelectMany(head => head.Backward)];

    // The layers from the last to the first. Those that threads may compute one behind the other stand together; a pass in stages computes
    // them one after the other.
    private static IEnumerable<string> Layers(ModelPlan plan, IReadOnlyList<BackwardStage> stages)
    {
        List<string> together = [];
        int left = plan.Wavefront?.Layers.Count() ?? 0;
        for (int number = 0; number < stages.Count; number++)
        {
            foreach (LayerPlan[] run in Runs(stages[number].Layers))
            {
                string[] statements = In(stages, number, run.SelectMany(layer => layer.Backward));
                if (!run[0].InWave)
                {
                    foreach (string statement in statements)
                        yield return statement;
                    continue;
                }

                together.AddRange(statements);
                left -= run.Length;
                if (left == 0)
                    yield return WavefrontEmitter.RunOr(plan.Wavefront!, plan.Wavefront!.Backward, together);
            }
        }
    }

    // Layers that follow one another, all of the wavefront or none.
    private static IEnumerable<LayerPlan[]> Runs(IReadOnlyList<LayerPlan> layers)
    {
        for (int from = 0, to; from < layers.Count; from = to)
        {
            for (to = from + 1; to < layers.Count && layers[to].InWave == layers[from].InWave; to++)
            {
            }

            yield return [.. layers.Skip(from).Take(to - from)];
        }
    }

    // Statements of a stage.
    private static string[] In(IReadOnlyList<BackwardStage> stages, int number, IEnumerable<string> statements)
    {
        string[] own = [.. statements];
        if (stages.Count == 1 || own.Length == 0)
            return own;
        string[] lines = [.. own.SelectMany(statement => statement.Split('\n'))];
        return lines.Length == 1
            ? [$"if (ws.InStage({number}))\n    {lines[0]}"]
            : [$"if (ws.InStage({number}))\n{{\n{string.Join("\n", lines.Select(line => "    " + line))}\n}}"];
    }

    // The heads add to the gradient of the sequence that they read, but for one that writes it where it lies.
    private static IEnumerable<string> Clears(ModelPlan plan)
    {
        if (plan.ReadsSource)
            yield return "ws.Source!.ClearGradient(rowBegin, rowEnd);";
        SequencePlan body = plan.Body;
        if (body.Gradient.Length == 0 || plan.Heads.Any(head => head.PlaceGradients.Any()))
            yield break;
        string clear = $"Sequences.Clear(ws.{body.Time}, ws.{body.Gradient}.Span, {body.Stride}, rowBegin, rowEnd);";
        foreach (string statement in body.GradientUse.Guard(clear))
            yield return statement;
    }
}
