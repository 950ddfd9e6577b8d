using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the passes of a stack whose layers work one behind the other, each on a thread.</summary>
internal static class WavefrontEmitter
{
    public static void Emit(CodeWriter w, Wavefront wave)
    {
        w.Line();
        EmitPass(w, "ForwardWave", "The stack's layers, each a piece of steps behind the one below, which another thread computes.",
            wave, backward: false,
            stage => stage.Select(layer => layer.WaveStep!.Forward));
        w.Line();
        EmitPass(w, "BackwardWave", "Back through the stack in the same way, from the end of the sequence.", wave, backward: true,
            stage => stage.Reverse().SelectMany(layer => layer.WaveStep!.Backward));
    }

    /// <summary>The stack's statements of a pass, by waves where that is worth it, else layer after layer.</summary>
    public static string RunOr(Wavefront wave, SharedPhase phase, IEnumerable<string> layerAfterLayer) =>
        $"if (!ws.RunWave({phase.Name}, {wave.Stages.Count}, {wave.Steps}, {wave.MultiplyAdds}))\n{{\n"
            + $"    {string.Join("\n", layerAfterLayer).Replace("\n", "\n    ")}\n}}";

    private static void EmitPass(
        CodeWriter w, string name, string summary, Wavefront wave, bool backward,
        Func<IReadOnlyList<LayerPlan>, IEnumerable<string>> statements)
    {
        w.Summary(summary);
        using (w.Open($"private static void {name}<V>(Workspace ws, int part)\n    where V : struct, ILanes<V>"))
        {
            w.Line($"Wave wave = new({wave.Steps}, {wave.Stages.Count}, part, ws.StepParts, backward: {Literal.Of(backward)});");
            using (w.Open("while (wave.Next(out int stage, out int from, out int to))"))
            using (w.Open("switch (stage)"))
            {
                for (int stage = 0; stage < wave.Stages.Count; stage++)
                {
                    IEnumerable<string> lines = statements(wave.Stages[backward ? wave.Stages.Count - 1 - stage : stage]);
                    w.Line($"case {stage}:\n    {string.Join("\n", lines).Replace("\n", "\n    ")}\n    break;");
                }
            }
        }
    }
}
