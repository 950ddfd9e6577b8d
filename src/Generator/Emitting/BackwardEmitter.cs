using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the order of the backward pass, and of the gradients of parameters, in stages where the model has several.</summary>
internal static class BackwardEmitter
{
    public static void Emit(CodeWriter w, ModelPlan plan)
    {
        IReadOnlyList<BackwardStage> stages = BackwardStage.Of(plan);
        PassesEmitter.EmitRows(w, "BackwardRows", "From the heads back to the input; the heads add their gradients to the last layer's.", Staged(stages, (stage, number) =>
        [
            .. number == 0 ? Heads(plan) : [],
            .. PassesEmitter.Stacked(plan, stage.Layers, wave => wave.Backward, layer => layer.Backward),
        ]));
        w.Line();
        w.Summary("Gradients of all parameters: sums over rows and steps, shared out by output, so that the order of a sum is always the same.");
        using (w.Open("private static void GradientPart(Workspace ws, Span<float> gradients, int part, int parts)"))
        {
            IEnumerable<string> statements = stages.Count == 1
                ? plan.Layers.SelectMany(layer => layer.Gradients)
                : Staged(stages, (stage, number) => (number == 0 ? plan.Heads : []).Concat(stage.Layers).SelectMany(layer => layer.Gradients));
            foreach (string statement in statements)
                w.Line(statement);
        }
    }

    /// <summary>The workspace's line about its stages; none where there is one.</summary>
    public static string? Offsets(ModelPlan plan)
    {
        IReadOnlyList<BackwardStage> stages = BackwardStage.Of(plan);
        return stages.Count == 1 ? null : $"StageOffsets = new[] {{ {string.Join(", ", stages.Select(stage => stage.FirstParameter))} }};";
    }

    private static IEnumerable<string> Heads(ModelPlan plan) =>
        [.. Clears(plan), .. plan.Body.Last is { Wanted: true } last ? last.Clear() : [], .. plan.Heads.SelectMany(head => head.Backward)];

    private static IEnumerable<string> Staged(IReadOnlyList<BackwardStage> stages, Func<BackwardStage, int, IEnumerable<string>> statements)
    {
        for (int number = 0; number < stages.Count; number++)
        {
            string[] own = [.. statements(stages[number], number)];
            if (stages.Count == 1)
            {
                foreach (string statement in own)
                    yield return statement;
            }
            else if (own.Length > 0)
            {
                yield return $"if (ws.InStage({number}))\n{{\n{string.Join("\n", own.SelectMany(statement => statement.Split('\n')).Select(line => "    " + line))}\n}}";
            }
        }
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
