using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Writes a loop over time, with some steps a turn written out where the declaration asks for it.</summary>
/// <param name="Unroll">Steps a turn.</param>
/// <param name="TimeSteps">The only sequence length, or 0.</param>
internal sealed record TimeLoop(int Unroll, int TimeSteps)
{
    /// <summary>
    /// The loop. In the body's scope: <c>t</c> and <c>rows</c>, the rows alive at it from <c>rowBegin</c> on, at least 1; in a method of
    /// both directions also <c>k</c>, the number of the step in its direction, and the slots <c>previous</c> and <c>next</c> of states.
    /// </summary>
    /// <param name="w">Where to write.</param>
    /// <param name="d">The direction, or both.</param>
    /// <param name="backward">Whether it runs against the direction.</param>
    /// <param name="inWave">Whether it takes steps [from, to) only.</param>
    /// <param name="body">Writes a step.</param>
    public void Emit(CodeWriter w, RecurrentDirection d, bool backward, bool inWave, Action<CodeWriter> body)
    {
        bool descending = d.Reverse != backward;
        int turn = TimeSteps > 0 ? Math.Min(Unroll, TimeSteps) : Unroll;
        if (d.RunsBothWays)
            EmitBoth(w, d.IsReverse, backward, body);
        else if (turn == 1)
            EmitPlain(w, descending, inWave, body);
        else if (turn == TimeSteps)
            EmitWhole(w, turn, descending, body);
        else
            EmitTurns(w, turn, descending, body);
    }

    // Methods of both directions have plain loops.
    private static void EmitBoth(CodeWriter w, string reverse, bool backward, Action<CodeWriter> body)
    {
        CodeWriter step = new();
        body(step);
        string slots = (step.Names("previous") ? $", previous = {reverse} ? t + 1 : t" : "")
            + (step.Names("next") ? $", next = {reverse} ? t : t + 1" : "");
        using (w.Open(backward ? "for (int k = time.Steps - 1; k >= 0; k--)" : "for (int k = 0; k < time.Steps; k++)"))
        {
            w.Line($"""
                int t = {reverse} ? time.Steps - 1 - k : k{slots};
                int rows = Math.Min(time.Active[t], rowEnd) - rowBegin;
                if (rows <= 0)
                    continue;
                """);
            w.Append(step);
        }
    }

    private static void EmitWhole(CodeWriter w, int turn, bool descending, Action<CodeWriter> body)
    {
        using (w.Open($"if (time.Steps == {turn})"))
        {
            for (int step = 0; step < turn; step++)
                EmitStep(w, $"const int t = {(descending ? turn - 1 - step : step)};", body);
        }

        using (w.Open("else"))
            EmitPlain(w, descending, inWave: false, body);
    }

    private static void EmitTurns(CodeWriter w, int turn, bool descending, Action<CodeWriter> body)
    {
        w.Line(descending ? "int turn = time.Steps - 1;" : "int turn = 0;");
        using (w.Open(descending ? $"for (; turn >= {turn - 1}; turn -= {turn})" : $"for (; turn <= time.Steps - {turn}; turn += {turn})"))
        {
            for (int step = 0; step < turn; step++)
                EmitStep(w, $"int t = turn{(step == 0 ? "" : (descending ? " - " : " + ") + step)};", body);
        }

        w.Line("// The steps that are left.");
        using (w.Open(descending ? "for (; turn >= 0; turn--)" : "for (; turn < time.Steps; turn++)"))
            EmitStep(w, "int t = turn;", body);
    }

    private static void EmitPlain(CodeWriter w, bool descending, bool inWave, Action<CodeWriter> body)
    {
        (string from, string to) = inWave ? ("from", "to") : ("0", "time.Steps");
        using (w.Open(descending ? $"for (int t = {to} - 1; t >= {from}; t--)" : $"for (int t = {from}; t < {to}; t++)"))
        {
            w.Line($"int rows = Math.Min(time.Active[t], rowEnd) - rowBegin;\nif (rows <= 0)\n    {(descending ? "continue" : "break")};");
            body(w);
        }
    }

    private static void EmitStep(CodeWriter w, string declaration, Action<CodeWriter> body)
    {
        using (w.Open())
        {
            w.Line(declaration);
            w.Line("int rows = Math.Min(time.Active[t], rowEnd) - rowBegin;");
            using (w.Open("if (rows > 0)"))
                body(w);
        }
    }
}
