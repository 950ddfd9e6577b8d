using System.Collections.Concurrent;
using System.Globalization;

namespace LstmGen.Samples.Tests;

/// <summary>A run of a sample's entry point in this process, in a folder of its own that lasts until it is disposed.</summary>
internal sealed class SampleRunner : IDisposable
{
    private static readonly Lock OneAtATime = new();
    private static readonly ConcurrentDictionary<(string Sample, int Seed), Lazy<SampleRunner>> Runs = new();

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "lstmgen-sample-" + Guid.NewGuid().ToString("N"));

    static SampleRunner() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (Lazy<SampleRunner> run in Runs.Values.Where(run => run.IsValueCreated))
            run.Value.Dispose();
    };

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

    /// <summary>The first fast run with a seed. All tests share it; nobody disposes it, and what it left stays until the process ends.</summary>
    public static SampleRunner FastRun(string sample, int seed) =>
        Runs.GetOrAdd((sample, seed), run => new(() => NewFastRun(run.Sample, run.Seed))).Value;

    /// <summary>The figures of the first fast run with a seed.</summary>
    public static Dictionary<string, double> FastFigures(string sample, int seed) => FastRun(sample, seed).Figures();

    /// <summary>The figures of a new fast run.</summary>
    public static Dictionary<string, double> NewFastFigures(string sample, int seed)
    {
        using SampleRunner runner = NewFastRun(sample, seed);
        return runner.Figures();
    }

    // It must also leave a report, pictures and models.
    private static SampleRunner NewFastRun(string sample, int seed)
    {
        var runner = new SampleRunner(sample, "--fast", "--seed", seed.ToString(CultureInfo.InvariantCulture));
        Assert.True(runner.ExitCode == 0, $"exit code {runner.ExitCode}: {runner.Error}");
        Assert.Contains($"seed {seed}", runner.Text, StringComparison.Ordinal);
        Assert.True(File.Exists(runner.Left("report.html")), "There is no report.");
        Assert.NotEmpty(Directory.GetFiles(runner._folder, "*.svg"));
        Assert.NotEmpty(Directory.GetFiles(runner._folder, "*.safetensors"));
        return runner;
    }

    // Without notes and units.
    private Dictionary<string, double> Figures() => File.ReadAllLines(Left("figures.tsv")).Select(line => line.Split('\t'))
        .ToDictionary(parts => parts[0], parts => double.Parse(parts[1].Split(' ')[0], CultureInfo.InvariantCulture));

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
