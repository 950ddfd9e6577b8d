using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// The units of each step shared among threads, where they do not share rows: the threads run the same loop over time, each over panels of
/// its own and of threads that do not run at the moment, and meet once a step (<c>UnitShares</c>). Below the pass's method calls itself in
/// parts: <c>parts</c> is 1 for the caller, who prepares.
/// </summary>
internal static class SharedUnits
{
    /// <summary>Further parameters of the method of a pass.</summary>
    public static string Parameters(RecurrentDirection d) => d.Cell.SharesUnits ? ", int part = 0, int parts = 1" : "";

    public static SharedPhase Phase(RecurrentDirection d, string pass) =>
        new(Name(d, pass), [d.Call(pass, "0, ws.Batch, part, ws.StepParts", vectors: true)]);

    /// <summary>The statement that defines <c>shares</c>, the part's shares of each step.</summary>
    public static void EmitShares(CodeWriter w, RecurrentDirection d, string pass)
    {
        if (d.Cell.SharesUnits)
            w.Line($"var shares = new UnitShares(part, parts, {d.Panels}{Group(d, pass)});");
    }

    /// <summary>
    /// What a step computes of units, for each share; in the scope of <paramref name="statements"/>: <c>firstPanel</c> and <c>endPanel</c>.
    /// </summary>
    public static void EmitStep(CodeWriter w, RecurrentDirection d, Action statements)
    {
        if (!d.Cell.SharesUnits)
        {
            statements();
            return;
        }

        using (w.Open("while (shares.Next(out int firstPanel, out int endPanel))"))
            statements();
        w.Line("if (shares.Left)\n    return;");
    }

    /// <summary>Statements that only the caller runs.</summary>
    public static void EmitOnce(CodeWriter w, RecurrentDirection d, Action statements)
    {
        if (!d.Cell.SharesUnits)
        {
            statements();
            return;
        }

        using (w.Open("if (parts == 1)"))
            statements();
    }

    /// <summary>The loop over time, in parts where that is worth it.</summary>
    /// <param name="w">Where to write.</param>
    /// <param name="d">The direction.</param>
    /// <param name="pass"><c>Forward</c> or <c>Backward</c>.</param>
    /// <param name="work">Gives an expression for the multiply-adds of a step.</param>
    /// <param name="loop">Writes the loop.</param>
    public static void EmitLoop(CodeWriter w, RecurrentDirection d, string pass, Func<string> work, Action loop)
    {
        if (!d.Cell.SharesUnits)
        {
            loop();
            return;
        }

        using (w.Open($"if (parts > 1 || !ws.RunSteps({d.Work}, {Name(d, pass)}, {work()}, {d.Panels}{Group(d, pass)}))"))
            loop();
    }

    // Gates of several slots come in smaller groups of panels than h does; with h's a narrow layer has one share.
    private static string Group(RecurrentDirection d, string pass) =>
        pass == "Forward" && !d.Cell.SharesWideUnits ? ", group: 4" : "";

    private static string Name(RecurrentDirection d, string pass) => d.Phase(pass + "Units");
}
