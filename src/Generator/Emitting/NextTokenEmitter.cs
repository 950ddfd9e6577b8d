using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes, for a causal language model, the members by which the runtime's samplers and beam search draw from its streams.
/// </summary>
internal static class NextTokenEmitter
{
    /// <summary>Whether the model's only output is the next token.</summary>
    public static bool Fits(ModelPlan plan) =>
        plan.Causal && plan.Heads.Count() == 1 && plan.Spec.Elements.Last() is HeadSpec { GivesNextToken: true };

    /// <summary>Whether it writes from what an encoder has read.</summary>
    public static bool WritesFromSource(ModelPlan plan) => Fits(plan) && plan.Spec.Source is not null;

    private static string Interface(ModelPlan plan) => $"INextTokenModel<{plan.Spec.Type.FullName}.Stream>";

    /// <summary>All that the class has.</summary>
    public static string Interfaces(ModelPlan plan) => Interface(plan) + (WritesFromSource(plan) ? ", ISourceModel" : "");

    /// <summary>The members by which a decoder writes from sources.</summary>
    public static void EmitSourceModel(CodeWriter w, ModelPlan plan) =>
        w.Line($"int ISourceModel.Vocabulary => {plan.Vocabulary};\n\nISourceStream ISourceModel.CreateSourceStream(int "
            + "batch) => CreateStream(batch);");

    public static void Emit(CodeWriter w, ModelPlan plan)
    {
        string model = Interface(plan);
        w.Line($"int {model}.Vocabulary => {plan.Vocabulary};");
        w.Line();
        w.Line($"Stream {model}.CreateState() => CreateStream();");
        w.Line();
        w.Line($"void {model}.Reset(Stream state) => state.Reset();");
        w.Line();
        w.Line($"void {model}.Copy(Stream source, Stream destination) => destination.CopyFrom(source);");
        w.Line();
        if (WritesFromSource(plan))
        {
            EmitSourceModel(w, plan);
            w.Line();
        }

        w.Line($"void {model}.Step(Stream state, int token, Span<float> logits) => state.StepRaw([token], logits);");
    }
}
