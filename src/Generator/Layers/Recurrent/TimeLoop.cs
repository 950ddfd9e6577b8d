using LstmGen.Generator.Emitting;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Writes a loop over time, with some steps a turn written out where the declaration asks for it.</summary>
/// <param name="Unroll">Steps a turn.</param>
/// <param name="TimeSteps">The only sequence length, or 0.</param>
internal sealed record TimeLoop(int Unroll, int TimeSteps)
{
    /// <summary>
    /// The loop. In the body's scope: <c>t</c> and <c>rows</c>, the rows alive at it from <c>rowBegin</c> on, at least 1.
    /// </summary>
    /// <param name="w">Where to write.</param>
    /// <param name="descending">Whether it runs from the end to the start.</param>
    /// <param name="inWave">Whether it takes steps [from, to) only.</param>
    /// <param name="body">Writes a step.</param>
    public void Emit(CodeWriter w, bool descending, bool inWave, Action body)
    {
        int turn = TimeSteps > 0 ? Math.Min(Unroll, TimeSteps) : Unroll;
        if (turn == 1)
        {
            EmitPlain(w, descending, inWave, body);
            return;
        }

        if (turn == TimeSteps)
        {
            using (w.Open($"if (time.Steps == {turn})"))
            {
                for (int step = 0; step < turn; step++)
                    EmitStep(w, $"const int t = {(descending ? turn - 1 - step : step)};", body);
            }

            using (w.Open("else"))
                EmitPlain(w, descending, inWave: false, body);
            return;
        }

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

    private static void EmitPlain(CodeWriter w, bool descending, bool inWave, Action body)
    {
        (string from, string to) = inWave ? ("from", "to") : ("0", "time.Steps");
        using (w.Open(descending ? $"for (int t = {to} - 1; t >= {from}; t--)" : $"for (int t = {from}; t < {to}; t++)"))
        {
            w.Line($"int rows = Math.Min(time.Active[t], rowEnd) - rowBegin;\nif (rows <= 0)\n    {(descending ? "continue" : "break")};");
            body();
        }
    }

    private static void EmitStep(CodeWriter w, string declaration, Action body)
    {
        using (w.Open())
        {
            w.Line(declaration);
            w.Line("int rows = Math.Min(time.Active[t], rowEnd) - rowBegin;");
            using (w.Open("if (rows > 0)"))
                body();
        }
    }
}
