using System.Globalization;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Layers.Conv1d;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes, for a model that looks at later steps, a CreateStream that does not compile where it is called: the error
/// names the attribute at fault and stands at the call, where a missing method would say nothing.
/// </summary>
internal static class NoStreamEmitter
{
    public static void Emit(CodeWriter w, ModelPlan plan)
    {
        (string reason, string mend) = Explain(plan);
        string message = string.Format(
            CultureInfo.InvariantCulture, Descriptors.CannotStream.MessageFormat.ToString(CultureInfo.InvariantCulture), plan.Spec.Type.Name, reason, mend);
        w.Summary(message + ".");
        w.Line($"""
            [Obsolete({Literal.Of(message)}, error: true, DiagnosticId = {Literal.Of(Descriptors.CannotStream.Id)}, UrlFormat = {Literal.Of(Descriptors.PageFormat)})]
            public object CreateStream(int batch = 1) => throw new NotSupportedException({Literal.Of(message)});
            """);
    }

    private static (string Reason, string Mend) Explain(ModelPlan plan)
    {
        if (plan.LookAhead is not { } index)
        {
            HeadPlan head = plan.Heads.First(head => !head.Causal);
            return ($"head '{head.Title}' needs the whole sequence", "give the head Pooling.Last or Pooling.EveryStep");
        }

        ElementSpec element = plan.Spec.Elements.ElementAt(index);
        string type = element.GetType().Name, kind = type.Substring(0, type.Length - "Spec".Length);
        return element is Conv1dSpec
            ? ($"[{kind}] looks at later steps", "declare the convolution with Padding.Causal and a stride of 1")
            : ($"[{kind}] reads from the end too", "leave out Bidirectional");
    }
}
