using System.Globalization;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes, for a model that looks at later steps, a CreateStream that does not compile where it is called: the error
/// names the attribute at fault and stands at the call, where a missing method would say nothing.
/// </summary>
internal static class NoStreamEmitter
{
    public static void Emit(CodeWriter w, ModelPlan plan)
    {
        (string reason, string fix) = Explain(plan);
        string message = string.Format(
            CultureInfo.InvariantCulture, Descriptors.CannotStream.MessageFormat.ToString(CultureInfo.InvariantCulture),
            plan.Spec.Type.PlainName, reason, fix);
        w.Summary(message + ".");
        w.Line($"""
            [Obsolete({Literal.Of(message)}, error: true, DiagnosticId = {Literal.Of(Descriptors.CannotStream.Id)}, UrlFormat = {Literal.Of(Descriptors.PageFormat)})]
            public Stream CreateStream(int batch = 1) => throw new NotSupportedException({Literal.Of(message)});
            """);
        w.Line();
        EmitStream(w, plan);
    }

    // With the members of a stream, so that what follows the call is no error of its own.
    private static void EmitStream(CodeWriter w, ModelPlan plan)
    {
        const string Never = "throw new NotSupportedException();";
        string outputs = string.Join(", ", plan.Heads.Select(head => $"Span<float> {head.Variable("Outputs")}"));
        string parameters = $"ReadOnlySpan<{PredictBody.Element(plan.Features)}> input, {outputs}";
        w.Summary("What a stream would be; this model has none.");
        using (w.Open("public sealed class Stream : ModelStream"))
        {
            w.Line($"""
                private Stream()
                {"{"}
                {"}"}

                public void Step({parameters}) => {Never}

                public void StepRaw({parameters}) => {Never}{(plan.Statics > 0 ? $"\n\npublic void SetStatic(ReadOnlySpan<float> statics) => {Never}" : "")}

                public void CopyFrom(Stream source) => {Never}
                """);
        }
    }

    private static (string Reason, string Fix) Explain(ModelPlan plan)
    {
        if (plan.LookAhead is not { } index)
        {
            HeadPlan head = plan.Heads.First(head => !head.Causal);
            return ($"head '{head.Title}' needs the whole sequence", "give the head Pooling.Last or Pooling.EveryStep");
        }

        return plan.Spec.Elements.ElementAt(index).LooksAhead;
    }
}
