using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Writes what the threads of the pool run of a layer's own, inside the class of its passes.</summary>
internal static class SharedPhases
{
    /// <summary>What the class implements too; empty where threads share nothing.</summary>
    public static string Interface(RecurrentDirection d) => DirectionPhases.Of(d).Any() ? ", IParallelWork" : "";

    public static void Emit(CodeWriter w, RecurrentDirection d)
    {
        SharedPhase[] phases = [.. DirectionPhases.Of(d)];
        if (phases.Length == 0)
            return;
        w.Line($"private const int {string.Join(", ", phases.Select((phase, index) => $"{phase.Name} = {index}"))};");
        w.Line();
        w.Summary("One part of a phase, on any thread of the pool.");
        bool vectors = d.Cell.SharesUnits;
        using (w.Open("public void Run(int phase, int part)"))
        {
            if (vectors)
                WidthChoice.Emit(w, lanes => $"Run<{lanes}>(phase, part);");
            else
                EmitSwitch(w, d, phases);
        }

        w.Line();
        if (!vectors)
            return;
        using (w.Open("private void Run<V>(int phase, int part)\n    where V : struct, ILanes<V>"))
            EmitSwitch(w, d, phases);
        w.Line();
    }

    private static void EmitSwitch(CodeWriter w, RecurrentDirection d, IEnumerable<SharedPhase> phases)
    {
        w.Line($"ModelWorkspace ws = {d.Workspace};");
        using (w.Open("switch (phase)"))
        {
            foreach (string section in phases.SelectMany(phase => phase.Sections))
                w.Line(section);
        }
    }
}
