using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Writes what a layer hands out of itself: its last states, and what it computed at every step.</summary>
internal static class RecurrentStates
{
    /// <summary>Statements that copy the last states into <c>destination</c>.</summary>
    /// <param name="d">The direction.</param>
    /// <param name="ws">The workspace, an expression.</param>
    public static IEnumerable<string> Save(RecurrentDirection d, string ws)
    {
        string time = d.Scope is null ? d.Input.Time : d.Time, training = d.Scope is null ? "Training" : ws + ".Training";
        yield return $"RecurrentState.Save({ws}, {time}, destination, {d.OffsetOfHidden}, {d.StateSize}, {Own(d, x => x.Hidden)}.Span, "
            + $"{d.StateStride}, history: true, {d.IsReverse});";
        foreach (CellState state in d.CellStates)
            yield return $"RecurrentState.Save({ws}, {time}, destination, {d.OffsetOf(state)}, {d.Units}, {Own(d, state.Buffer)}.Span, "
                + $"{d.Stride}, history: {training}, {d.IsReverse});";
    }

    /// <summary>The statement that makes h after the step the one before the next; c stays where it is.</summary>
    public static string Advance(RecurrentDirection d) =>
        $"{d.Ws(x => x.Hidden)}.Span.Slice(batch * {d.StateStride}, batch * {d.StateStride}).CopyTo({d.Ws(x => x.Hidden)}.Span);";

    /// <summary>The arguments of the runtime's RecurrentActivations after the name.</summary>
    public static string Activations(RecurrentDirection d)
    {
        string slots = string.Join(", ", d.Cell.Slots.Select(slot => Literal.Of(slot)));
        string state = d.CellStates.FirstOrDefault() is { } first ? Own(d, first.Buffer) : "null";
        string time = d.Scope is null ? d.Input.Time : d.Time;
        return $"{d.IsReverse}, new[] {{ {slots} }}, {Own(d, x => x.Gates)}, {d.Units}, {Own(d, x => x.Hidden)}, "
            + $"{d.StateSize}, {state}, {time}";
    }

    /// <summary>The same as methods of a class that layers share.</summary>
    public static void Emit(CodeWriter w, RecurrentDirection d)
    {
        w.Summary("Copies the last states of the batch.");
        using (w.Open("public override void SaveState(ModelWorkspace ws, ModelState destination)"))
        {
            foreach (string statement in Save(d, "ws"))
                w.Line(statement);
        }

        if (!d.Reverse && !d.RunsBothWays)
        {
            w.Line();
            w.Summary("Makes h after a stream's step the one before the next; other states change in place.");
            using (w.Open("public override void Advance(int batch)"))
                w.Line(Advance(d));
        }

        w.Line();
        w.Summary("The gates and states of every step.");
        w.Line($"public override RecurrentActivations Inspect() => new(Name, {Activations(d)});");
    }

    // Inside the workspace its own members stand without a name before them.
    private static string Own(RecurrentDirection d, Func<RecurrentDirection, string> buffer) => d.Scope is null ? buffer(d) : d.Ws(buffer);
}
