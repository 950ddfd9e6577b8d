namespace LstmGen.Samples.Tests;

/// <summary>A run of a sample's entry point in this process, in a folder of its own that lasts until it is disposed.</summary>
internal sealed class SampleRunner : IDisposable
{
    private static readonly Lock OneAtATime = new();

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "lstmgen-sample-" + Guid.NewGuid().ToString("N"));

    public SampleRunner(string sample, params string[] arguments)
    {
        lock (OneAtATime)
        {
            (TextWriter output, TextWriter errors) = (Console.Out, Console.Error);
            using var text = new StringWriter();
            using var lines = new StringWriter();
            Console.SetOut(text);
            Console.SetError(lines);
            try
            {
                ExitCode = (int)Catalog.Entry(sample).Invoke(null, [(string[])[.. arguments, "--out", _folder]])!;
            }
            finally
            {
                Console.SetOut(output);
                Console.SetError(errors);
            }

            (Text, Error) = (text.ToString(), lines.ToString());
        }
    }

    /// <summary>Exit code.</summary>
    public int ExitCode { get; }

    /// <summary>A file that it left.</summary>
    public string Left(string name) => Path.Combine(_folder, name);

    /// <summary>What it wrote to the error stream.</summary>
    public string Error { get; }

    /// <summary>What it wrote to the console.</summary>
    public string Text { get; }

    /// <summary>The figures of the first fast run with a seed.</summary>
    public static Dictionary<string, double> FastFigures(string sample, int seed) => FastRun.Of(sample, seed).Figures;

    /// <summary>The figures of a new run of one epoch.</summary>
    public static Dictionary<string, double> FiguresOfOneEpoch(string sample, int seed) =>
        new FastRun(sample, seed, "--epochs", "1").Figures;

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
