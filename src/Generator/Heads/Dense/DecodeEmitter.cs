using LstmGen.Generator.Emitting;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Writes the methods that read labels instead of numbers from a head.</summary>
internal static class DecodeEmitter
{
    /// <summary><c>Decode</c>, followed by the head's name where it was given one.</summary>
    public static string Name(HeadSite site, bool named, string verb = "Decode") => named ? verb + Names.Pascal(site.Title) : verb;

    /// <summary>Writes a method for a batch and one for a workspace whose outputs are computed.</summary>
    /// <param name="w">The writer.</param>
    /// <param name="site">The head.</param>
    /// <param name="method">The methods' name.</param>
    /// <param name="what">What comes out, in words.</param>
    /// <param name="parameters">Parameters after the input, for example <c>Span&lt;int&gt; tags</c>.</param>
    /// <param name="arguments">The same as arguments.</param>
    /// <param name="statement">Statement that decodes; in scope: <c>ws</c> and the parameters.</param>
    public static void Emit(
        CodeWriter w, HeadSite site, string method, string what, string parameters, string arguments, string statement)
    {
        int features = site.Plan.Features;
        string element = RentedWorkspace.Element(features);
        w.Line();
        w.Summary($"Reads a batch, {RentedWorkspace.BatchShape(features)}, whose row b has lengths[b] steps (empty: all of them): {what}. Allocates nothing once warm.");
        using (w.Open($"public void {method}(ReadOnlySpan<{element}> sequences, int batch, ReadOnlySpan<int> lengths, {parameters})"))
            RentedWorkspace.Emit(w, features, () => w.Line($"{method}(ws, {arguments});"));
        w.Line();
        w.Summary($"After the forward pass in a workspace: {what}.");
        using (w.Open($"public void {method}(Workspace ws, {parameters})"))
            w.Line($"ArgumentNullException.ThrowIfNull(ws);\n{statement}");
    }
}
