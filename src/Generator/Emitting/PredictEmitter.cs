using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes Predict for one sequence and for a batch.</summary>
internal static class PredictEmitter
{
    public static void Emit(CodeWriter w, ModelPlan plan)
    {
        HeadPlan[] heads = [.. plan.Heads];
        string element = PredictBody.Element(plan.Features);
        string shape = plan.Features > 0 ? $"[T, {plan.Features}]" : "[T] token ids";
        string batchShape = PredictBody.BatchShape(plan.Features);
        string parameters = string.Join(", ", heads.Select(h => $"Span<float> {Variable(h)}"));
        string arguments = string.Join(", ", heads.Select(Variable));

        EmitOne(w, plan, heads, element, shape);
        w.Line();
        string statics = PredictBody.Statics(plan.Statics), staticsArgument = PredictBody.StaticsArgument(plan.Statics);
        batchShape += PredictBody.StaticsShape(plan.Statics, one: false);
        w.Summary($"Predicts a batch, {batchShape}, into {string.Join(" and ", heads.Select(h => Variable(h) + " " + Shape(plan, h)))}.");
        w.Line($"public void Predict(ReadOnlySpan<{element}> sequences, int batch, {statics}{parameters}) => Predict(sequences, batch, "
            + $"{staticsArgument}default(ReadOnlySpan<int>), {arguments});");
        w.Line();
        w.Summary($"Predicts a batch, {batchShape}, whose row b has lengths[b] steps; past a row's end nothing is read. "
            + "Allocates nothing once warm.");
        string header =
            $"public void Predict(ReadOnlySpan<{element}> sequences, int batch, {statics}ReadOnlySpan<int> lengths, {parameters})";
        if (heads.Length == 1)
        {
            w.Line(header);
            w.Line($"    => Predictions.Run(this, _workspaces, sequences, batch, lengths, {arguments}{Last(plan)});");
        }
        else
        {
            using (w.Open(header))
                PredictBody.Emit(w, plan.Features, plan.Statics, Checks(plan), () => EmitOutputs(w, plan));
        }

        AttentionEmitter.Emit(w, plan);
        foreach (HeadPlan head in heads.Where(head => head.ToPrediction is not null))
        {
            w.Line();
            w.Line($"private static void {head.Name}ToPrediction(Workspace ws, Span<float> outputs) => {head.ToPrediction};");
        }
    }

    /// <summary>Statements that throw where the outputs of a head have no room.</summary>
    public static IEnumerable<string> Checks(ModelPlan plan) =>
        plan.Heads.Select(head => $"{head.Workspace}.RequireOutputs({Variable(head)});");

    /// <summary>Statements that copy and finish the outputs of all heads.</summary>
    public static void EmitOutputs(CodeWriter w, ModelPlan plan)
    {
        foreach (HeadPlan head in plan.Heads)
        {
            w.Line($"{head.Workspace}.CopyOutputs({Variable(head)});");
            if (head.ToPrediction is not null)
                w.Line($"{head.Name}ToPrediction(ws, {Variable(head)});");
        }
    }

    private static void EmitOne(CodeWriter w, ModelPlan plan, HeadPlan[] heads, string element, string shape)
    {
        string statics = PredictBody.Statics(plan.Statics) is { Length: > 0 } given ? ", " + given.TrimEnd(',', ' ') : "";
        shape += PredictBody.StaticsShape(plan.Statics, one: true);
        if (heads.Length == 1)
        {
            w.Summary($"Predicts one sequence, {shape}: "
                + $"{(heads[0].EveryStep ? $"[{plan.Length(heads[0])}, {heads[0].Outputs}]" : $"{heads[0].Outputs} values")}, valid "
                + "until the next call of any model on this thread. Allocates nothing once warm.");
            w.Line($"public ReadOnlySpan<float> Predict(ReadOnlySpan<{element}> sequence{statics}) "
                + $"=> Predictions.One(this, _workspaces, sequence{Last(plan)});");
            return;
        }

        string lengths = string.Join(" + ", heads.Select(h => Length(plan, h, "L"))),
            staticsArgument = PredictBody.StaticsArgument(plan.Statics);
        w.Summary($"Predicts one sequence, {shape}; the values are valid until the next call of any model on this thread. "
            + "Allocates nothing once warm.");
        using (w.Open($"public Prediction Predict(ReadOnlySpan<{element}> sequence{statics})"))
        {
            if (heads.Any(head => head.EveryStep))
                w.Line($"int steps = PredictInput.Steps(sequence.Length, 1, {Math.Max(plan.Features, 1)});");
            w.Line($"Span<float> outputs = PredictInput.Buffer({lengths});");
            string at = "0";
            foreach (HeadPlan head in heads)
            {
                w.Line($"Span<float> {Variable(head)} = outputs.Slice({at}, {Length(plan, head)});");
                at = at == "0" ? Length(plan, head) : $"{at} + {Length(plan, head)}";
            }

            w.Line($"Predict(sequence, 1, {staticsArgument}default(ReadOnlySpan<int>), {string.Join(", ", heads.Select(Variable))});");
            w.Line($"return new Prediction {{ {string.Join(", ", heads.Select(h => $"{h.Property} = {Variable(h)}"))} }};");
        }

        w.Line();
        w.Summary("The outputs of all heads for one sequence.");
        using (w.Open("public readonly ref struct Prediction"))
        {
            foreach (HeadPlan head in heads)
            {
                w.Summary($"Head '{head.Title}', [{(head.EveryStep ? $"{plan.Length(head)}, " : "")}{head.Outputs}].");
                w.Line($"public ReadOnlySpan<float> {head.Property} {{ get; init; }}");
            }
        }
    }

    // The values of each sequence as a last argument.
    private static string Last(ModelPlan plan) => plan.Statics > 0 ? ", statics" : "";

    private static string Shape(ModelPlan plan, HeadPlan head) =>
        head.EveryStep ? $"[B, {plan.Length(head)}, {head.Outputs}]" : $"[B, {head.Outputs}]";

    // Literals of type long where the product may be too large for an array: the runtime then says so.
    private static string Length(ModelPlan plan, HeadPlan head, string suffix = "") =>
        head.EveryStep ? $"{plan.Steps(head)} * {head.Outputs}{suffix}" : head.Outputs.ToString();

    private static string Variable(HeadPlan head) => head.Variable("Outputs");
}
