namespace LstmGen.Generator.Emitting;

/// <summary>Writes the frame of a method that computes the outputs of a batch in a workspace lent by the model.</summary>
internal static class PredictBody
{
    /// <summary>Element type of the input.</summary>
    public static string Element(int features) => features > 0 ? "float" : "int";

    /// <summary>Shape of a batch.</summary>
    public static string BatchShape(int features) => features > 0 ? $"[B, T, {features}]" : "[B, T] token ids";

    /// <summary>
    /// Statements that run the forward pass on <c>sequences</c>, <c>batch</c> and <c>lengths</c>, and then
    /// <paramref name="body"/>; in scope: <c>ws</c>. The statements <paramref name="checks"/> come before anything is computed: they throw
    /// where the results have no room.
    /// </summary>
    public static void Emit(CodeWriter w, int features, IEnumerable<string> checks, Action body)
    {
        w.Line($"""
            int steps = PredictInput.Steps(sequences.Length, batch, {Math.Max(features, 1)});
            Workspace ws = _workspaces.Rent() ?? CreateWorkspace(training: false);
            try
            """);
        using (w.Open())
        {
            w.Line("ws.Begin(batch, steps, lengths);");
            foreach (string check in checks)
                w.Line(check);
            w.Line($"ws.{(features > 0 ? "SetFeatures" : "SetTokens")}(sequences);\nForward(ws);");
            body();
        }

        w.Line("finally");
        using (w.Open())
            w.Line("_workspaces.Return(ws);");
    }
}
