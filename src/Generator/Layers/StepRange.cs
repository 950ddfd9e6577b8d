using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers;

/// <summary>How a method of a layer takes a range of steps, where the layer belongs to a wavefront.</summary>
internal static class StepRange
{
    /// <summary>Further parameters: all steps unless others are given.</summary>
    public static string Parameters(bool inWave) => inWave ? ", int from = 0, int to = int.MaxValue" : "";

    /// <summary>A statement after which <c>to</c> lies in the sequence; in scope: <c>time</c>.</summary>
    public static void EmitEnd(CodeWriter w, bool inWave)
    {
        if (inWave)
            w.Line("to = Math.Min(to, time.Steps);");
    }

    /// <summary>The range handed on.</summary>
    public static string Arguments(bool inWave) => inWave ? ", from, to" : "";
}
