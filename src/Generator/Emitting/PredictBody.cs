using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the frame of a method that computes the outputs of a batch in a workspace lent by the model.</summary>
internal static class PredictBody
{
    /// <summary>Element type of the input.</summary>
    public static string Element(int features) => features > 0 ? "float" : "int";

    /// <summary>The parameter of values that stand once for each sequence, and what leads to the next one; empty for none.</summary>
    public static string Statics(int statics) => statics > 0 ? "ReadOnlySpan<float> statics, " : "";

    /// <summary>The same as an argument.</summary>
    public static string StaticsArgument(int statics) => statics > 0 ? "statics, " : "";

    /// <summary>What a summary says of them, where there are some.</summary>
    public static string StaticsShape(int statics, bool one) =>
        statics > 0 ? $", with the values of each sequence, [{(one ? "" : "B, ")}{statics}]" : "";

    /// <summary>Shape of a batch.</summary>
    public static string BatchShape(int features) => features > 0 ? $"[B, T, {features}]" : "[B, T] token ids";

    /// <summary>
    /// Statements that run the forward pass on <c>sequences</c>, <c>batch</c> and <c>lengths</c>, and then
    /// <paramref name="body"/>; in scope: <c>ws</c>. The statements <paramref name="checks"/> come before anything is computed: they throw
    /// where the results have no room.
    /// </summary>
    public static void Emit(CodeWriter w, int features, int statics, IEnumerable<string> checks, Action body)
    {
        w.Line($"""
            int steps = PredictInput.Steps(sequences.Length, batch, {Math.Max(features, 1)});
            using ModelTurn turn = ModelTurn.Take(this);
            Workspace ws = _workspaces.Rent() ?? CreateWorkspace(training: false);
            try
            """);
        using (w.Open())
        {
            w.Line("ws.Begin(batch, steps, lengths);");
            foreach (string check in checks)
                w.Line(check);
            if (statics > 0)
                w.Line("ws.SetStatic(statics);");
            w.Line($"ws.{(features > 0 ? "SetFeatures" : "SetTokens")}(sequences);\nForward(ws);");
            body();
        }

        w.Line("finally");
        using (w.Open())
            w.Line("_workspaces.Return(ws);");
    }
}
