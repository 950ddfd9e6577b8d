using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("browser")]

namespace LstmGen.Samples.Playground.Browser;

/// <summary>What the page's worker calls; texts that come back are JSON.</summary>
internal static partial class Exports
{
    private static WriterPage? _writer;
    private static AttentionPage? _attention;
    private static LiveRun? _live;
    private static CompareRun? _compare;

    public static void Main()
    {
    }

    [JSExport]
    internal static string Unrolled(string cell, string text) => UnrolledPage.Run(cell, text);

    [JSExport]
    internal static string Gradient(string cell, double scale, double bias, int length, int seed) =>
        GradientPage.Run(cell, scale, bias, length, seed);

    [JSExport]
    internal static string Gate(double x, double h, double c, double[] forced) => GatesPage.Step(x, h, c, forced);

    [JSExport]
    internal static string NextCharacter(string text, double temperature, double topP) => (_writer ??= new()).Next(text, temperature, topP);

    [JSExport]
    internal static string WriteOn(string text, double temperature, double topP, int count, string state) =>
        (_writer ??= new()).Write(text, temperature, topP, count, state);

    [JSExport]
    internal static string Columns(byte[] file) => SeriesReader.Columns(file);

    [JSExport]
    internal static string LiveStart(string task, string cell, int units, double rate, int seed, byte[] file, string column)
    {
        _live = new LiveRun(LiveTask.Find(task, task == "csv" ? SeriesReader.Values(file, column) : null), cell, units, rate, seed);
        return _live.Progress();
    }

    [JSExport]
    internal static string LiveTrain(double milliseconds, int most)
    {
        LiveRun run = _live ?? throw new InvalidOperationException("No training was started.");
        run.Train(milliseconds, most);
        return run.Progress();
    }

    [JSExport]
    internal static void LiveRate(double rate)
    {
        if (_live is { } run)
            run.Rate = rate;
    }

    [JSExport]
    internal static void CompareStart(string task, string cell, int updates, int seed) =>
        _compare = new CompareRun(task, cell, updates, seed);

    [JSExport]
    internal static string CompareAdvance(double milliseconds) =>
        (_compare ?? throw new InvalidOperationException("No comparison was started.")).Advance(milliseconds);

    [JSExport]
    internal static string Translate(string text) => (_attention ??= new()).Translate(text);

    [JSExport]
    internal static string DrawDate(int seed) => AttentionPage.Draw(seed);
}
