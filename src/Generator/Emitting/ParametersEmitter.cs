using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the description of a model, typed views of its parameters, their first values and packed copies.</summary>
internal static class ParametersEmitter
{
    private const string Holder = "DescriptionHolder";

    public static void Emit(CodeWriter w, ModelPlan plan, string table)
    {
        EmitDescription(w, plan, table);
        w.Line();
        EmitViews(w, plan);
        w.Line();
        EmitInitialize(w, plan);
        w.Line();
        EmitPacked(w, plan);
    }

    private static void EmitDescription(CodeWriter w, ModelPlan plan, string table)
    {
        w.Summary("Input, parameters, states and heads of this model.");
        w.Line($"public static ModelDescription Description => {Holder}.Description;");
        w.Line();
        w.Summary(
            "Apart from the model: Edit and Continue cannot merge a change of a partial class's attributes with one of its initializers.");
        using (w.Open($"private static class {Holder}"))
        using (w.OpenWith("internal static readonly ModelDescription Description = new()", "};"))
        {
            w.Line($"Name = {Literal.Of(plan.Spec.Type.PlainName)},");
            w.Line($"Features = {plan.Features},\nVocabulary = {plan.Vocabulary},\nTimeSteps = {plan.Spec.Options.TimeSteps},\n"
                + $"Causal = {Literal.Of(plan.Causal)},\nCausalBody = {Literal.Of(plan.LookAhead is null && plan.Caches.Count == 0)},");
            if (plan.Statics > 0)
                w.Line($"StaticFeatures = {plan.Statics},");
            w.Line(Table(
                "Parameters = ParameterTable",
                plan.Parameters.Select(p => $"{p.Comment}{(p.Quantizes ? " quantizes" : "")}{(p.Frozen ? " frozen" : "")}")));
            w.Line(Table("States = StateTable", plan.States.Select(s => $"{s.Name} [{s.Count}, {s.Size}]")));

            if (plan.Caches.Count > 0)
            {
                using (w.OpenList("Caches ="))
                {
                    foreach (CachePlan c in plan.Caches)
                        w.Line($"new({Literal.Of(c.Name)}, {c.Size}, {c.Offset}),");
                }
            }

            using (w.OpenList("Heads ="))
            {
                foreach (HeadPlan h in plan.Heads)
                    w.Line($"new({Literal.Of(h.Title)}, {h.Outputs}, {Literal.Of(h.EveryStep)}, TargetKind.{h.Targets}){HeadOptions(h)},");
            }

            if (plan.Columns.Count > 0)
            {
                using (w.OpenList("Columns ="))
                {
                    foreach (ColumnPlan c in plan.Columns)
                        w.Line($"new({c.Column}, {c.Vocabulary}, {Literal.Of(c.Name)}),");
                }
            }

            EmitSource(w, plan);
            w.Line($"Declaration = {Literal.Of(DeclarationText.Of(plan.Spec))},");
            w.Line($"Table = {Literal.Of(table)},");
        }
    }

    // A table that the runtime reads at start: collections of objects cost the compiler more.
    private static string Table(string reader, IEnumerable<string> lines) =>
        $"{reader}.Read({string.Join(",", lines.Select(line => "\n    " + Literal.Of(line)))}),";

    private static void EmitSource(CodeWriter w, ModelPlan plan)
    {
        if (plan.Spec.Source is not { } source)
            return;
        w.Line($"SourceName = {Literal.Of(source.Name)},\nBridge = global::LstmGen.Bridge.{source.Bridge},");
        if (plan.ReadsSource)
            w.Line($"SourceWidth = {source.Width},\nSourceHead = {Literal.Of(source.Head)},");
        if (plan.Bridges.Count == 0)
            return;
        using (w.OpenList("Bridges ="))
        {
            foreach (BridgePlan bridge in plan.Bridges)
                w.Line(bridge.Create + ",");
        }
    }

    private static string HeadOptions(HeadPlan head)
    {
        var options = new List<string>();
        if (head.Weighting != LossWeighting.None)
            options.Add($"Weighting = LossWeighting.{head.Weighting}");
        if (head.Attention)
            options.Add("Attention = true");
        if (head.LossWeight != 1f)
            options.Add($"LossWeight = {Literal.Of(head.LossWeight)}");
        options.AddRange(head.Info);
        if (head.Length.Add != 0)
            options.Add($"StepOffset = {head.Length.Add}");
        if (head.Length.Divide != 1)
            options.Add($"StepDivisor = {head.Length.Divide}");
        return options.Count == 0 ? "" : $" {{ {string.Join(", ", options)} }}";
    }

    private static void EmitViews(CodeWriter w, ModelPlan plan)
    {
        w.Summary("The parameters by name, in PyTorch's shapes, to be read where they lie; what is assigned takes the "
            + "parameter's place at once.");
        w.Line("public Views Weights => new(Parameters);");
        w.Line();
        w.Summary("Typed access to every parameter.");
        using (w.Open("public sealed class Views : ParameterViews"))
        {
            w.Line("internal Views(ParameterStore store)\n    : base(store)");
            w.Open().Dispose();
            for (int number = 0; number < plan.Parameters.Count; number++)
            {
                w.Line();
                w.Summary(plan.Parameters[number].Comment);
                w.Line($"public ReadOnlySpan<float> {plan.Parameters[number].Property} {{ get => this[{number}]; set => "
                    + $"this[{number}] = value; }}");
            }
        }
    }

    private static void EmitInitialize(CodeWriter w, ModelPlan plan)
    {
        w.Summary("Draws every parameter anew; the same seed gives the same values.");
        var pieces = new Pieces("Initialize", "ParameterDraws draws", "draws");
        using (w.Open("public void Initialize(long seed)"))
        {
            w.Line("using ParameterDraws draws = new(Parameters, seed);");
            pieces.Emit(w, Draws([.. plan.Parameters]));
        }

        pieces.EmitMethods(w);
    }

    // Parameters in a row with the same bound are drawn by one statement.
    private static IEnumerable<string> Draws(ParameterPlan[] parameters)
    {
        for (int first = 0, end; first < parameters.Length; first = end)
        {
            string draw = parameters[first].Initialize;
            end = first + 1;
            while (draw.StartsWith("draws.Uniform(#, ", StringComparison.Ordinal) && end < parameters.Length
                && parameters[end].Initialize == draw)
                end++;
            yield return end == first + 1
                ? $"{draw.Replace("#", first.ToString())} // {parameters[first].Name}"
                : $"{draw.Replace("#", $"{first}..{end}")} // {parameters[first].Name} to {parameters[end - 1].Name}";
        }
    }

    private static void EmitPacked(CodeWriter w, ModelPlan plan)
    {
        PackedPlan[] own = [.. plan.Packed.Where(p => p.Owner is null)];
        LayerObject[] layers = [.. plan.Objects];
        w.Summary("The parameters as the kernels read them.");
        w.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        using (w.Open("public sealed class PackedWeights : PackedParameters"))
        {
            w.Summary("Room for the weights that inference reads, and for those that the backward pass reads too.");
            w.Line("public PackedWeights(bool training)\n    : base(training)");
            using (w.Open())
                EmitCreation(w, layers, own);
            foreach (LayerObject layer in layers)
                w.Line($"\ninternal readonly {layer.PackedType} {layer.Name};");
            foreach (PackedPlan p in own)
            {
                w.Line();
                w.Summary(p.Summary);
                w.Line($"internal readonly {p.Type} {p.Name};");
            }

            string[] matrices = [.. own.Where(p => p.Quantizes).Select(p => p.Name)];
            if (matrices.Length > 0)
                w.Line($"\n/// <inheritdoc/>\nprotected override PackedMatrix[] Matrices => [{string.Join(", ", matrices)}];");
            if (plan.ReadsInPlace)
                w.Line("\n/// <inheritdoc/>\npublic override bool ReadsInPlace => true;");
            EmitPack(w, [.. own.Where(p => !p.IsPart)]);
        }
    }

    private static void EmitCreation(CodeWriter w, LayerObject[] layers, PackedPlan[] own)
    {
        foreach (LayerObject layer in layers)
            w.Line($"{layer.Name} = new(Passes.{layer.Name}, training);");
        foreach (PackedPlan p in own.Where(p => !p.TrainingOnly))
            w.Line($"{p.Name} = {p.Create};");
        string[] parts = [.. layers.Select(layer => layer.Name), .. own.Where(p => p.IsPart).Select(p => p.Name)];
        if (parts.Length > 0)
            w.Line($"SetParts({string.Join(", ", parts)});");
        if (!own.Any(p => p.TrainingOnly))
            return;
        w.Line("if (!training)\n    return;");
        foreach (PackedPlan p in own.Where(p => p.TrainingOnly))
            w.Line($"{p.Name} = {p.Create};");
    }

    private static void EmitPack(CodeWriter w, PackedPlan[] own)
    {
        if (own.Length == 0)
            return;
        w.Line("\n/// <inheritdoc/>");
        var pieces = new Pieces("Pack", "ReadOnlySpan<float> parameters", "parameters");
        using (w.Open("protected override void Pack(ReadOnlySpan<float> parameters)"))
        {
            pieces.Emit(w, own.Where(p => !p.TrainingOnly).SelectMany(p => p.Pack));
            PackedPlan[] training = [.. own.Where(p => p.TrainingOnly)];
            if (training.Length > 0)
                w.Line("if (!Training)\n    return;");
            pieces.Emit(w, training.Select(p => $"{(p.ForInput ? "if (ForInputGradient)\n    " : "")}{string.Join("\n", p.Pack)}"));
        }

        pieces.EmitMethods(w);
    }
}
