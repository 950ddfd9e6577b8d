using LstmGen.Generator.Emitting;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Writes the methods that read labels instead of numbers from a head.</summary>
internal static class DecodeEmitter
{
    /// <summary><c>Decode</c>, followed by the head's name where it was given one.</summary>
    public static string Name(HeadPlacement site, bool named, string verb = "Decode") => named ? verb + Names.Pascal(site.Title) : verb;

    /// <summary>Writes a method for one sequence, one for a batch and one for a workspace whose outputs are computed.</summary>
    /// <param name="w">The writer.</param>
    /// <param name="site">The head.</param>
    /// <param name="method">The methods' name.</param>
    /// <param name="what">What comes out, in words, without its shape.</param>
    /// <param name="result">Which outputs there are, and what the method takes besides.</param>
    /// <param name="statement">Statement that decodes; in scope: <c>ws</c> and the parameters.</param>
    public static void Emit(CodeWriter w, HeadPlacement site, string method, string what, DecodedLabels result, string statement)
    {
        int features = site.Plan.Features, statics = site.Plan.Statics;
        string element = PredictBody.Element(features);
        string parameters = result.Parameters, arguments = result.Arguments;
        EmitOne(w, site, method, what, result);
        w.Line();
        string all = what
            + (result.Counted
                ? $", [B, {site.Length}] and -1 after a row's last, and their number, [B]"
                : $", [B, {site.Length}], -1 past a row's end");
        w.Summary($"Reads a batch, {PredictBody.BatchShape(features)}{PredictBody.StaticsShape(statics, one: false)}, whose row b has "
            + $"lengths[b] steps (empty: all of them): {all}. Allocates nothing once warm.");
        using (w.Open($"public void {method}(ReadOnlySpan<{element}> sequences, int batch, "
            + $"{PredictBody.Statics(statics)}ReadOnlySpan<int> lengths, {parameters})"))
            PredictBody.Emit(w, features, statics, result.Checks(site.Workspace), () => w.Line($"{method}(ws, {arguments});"));
        w.Line();
        w.Summary($"After the forward pass in a workspace: {all}.");
        using (w.Open($"public void {method}(Workspace ws, {parameters})"))
            w.Line($"ArgumentNullException.ThrowIfNull(ws);\n{statement}");
    }

    private static void EmitOne(CodeWriter w, HeadPlacement site, string method, string what, DecodedLabels result)
    {
        int features = site.Plan.Features, statics = site.Plan.Statics;
        string shape = (features > 0 ? $"[T, {features}]" : "[T] token ids") + PredictBody.StaticsShape(statics, one: true);
        string parameter = statics > 0 ? ", " + PredictBody.Statics(statics).TrimEnd(',', ' ') : "";
        w.Line();
        w.Summary($"Reads one sequence, {shape}: {what}{(result.Counted ? "" : $", [{site.Length}]")}; valid until the next call of any "
            + "model on this thread. Allocates nothing once warm.");
        using (w.Open(
            $"public ReadOnlySpan<int> {method}(ReadOnlySpan<{PredictBody.Element(features)}> sequence{parameter}{result.OneParameter})"))
        {
            w.Line($"int steps = PredictInput.Steps(sequence.Length, 1, {Math.Max(features, 1)});");
            w.Line($"Span<int> {result.Labels} = PredictInput.Labels({site.Steps});");
            if (result.Counted)
                w.Line("Span<int> counts = stackalloc int[1];");
            w.Line($"{method}(sequence, 1, {PredictBody.StaticsArgument(statics)}default(ReadOnlySpan<int>), {result.Arguments});");
            w.Line($"return {result.Labels}{(result.Counted ? ".Slice(0, counts[0])" : "")};");
        }
    }
}
