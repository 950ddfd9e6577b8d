using System.Globalization;
using System.Reflection;

namespace LstmGen.Samples.Tests;

/// <summary>Runs a sample's entry point in this process, in fast mode, in a folder of its own.</summary>
internal sealed class SampleRunner : IDisposable
{
    private static readonly Lock OneAtATime = new();

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "lstmgen-sample-" + Guid.NewGuid().ToString("N"));

    /// <summary>Exit code of the last run.</summary>
    public int ExitCode { get; private set; }

    /// <summary>What it wrote to the error stream.</summary>
    public string Error { get; private set; } = "";

    /// <summary>What it wrote to the console.</summary>
    public string Text { get; private set; } = "";

    public static SampleRunner Fast<TModel>(int seed = 1)
    {
        var runner = new SampleRunner();
        runner.Run<TModel>("--fast", "--seed", seed.ToString(CultureInfo.InvariantCulture));
        Assert.True(runner.ExitCode == 0, $"exit code {runner.ExitCode}: {runner.Error}");
        Assert.True(File.Exists(Path.Combine(runner._folder, "report.html")), "There is no report.");
        Assert.NotEmpty(Directory.GetFiles(runner._folder, "*.svg"));
        Assert.NotEmpty(Directory.GetFiles(runner._folder, "*.safetensors"));
        return runner;
    }

    /// <summary>Runs the sample that <typeparamref name="TModel"/> belongs to.</summary>
    public void Run<TModel>(params string[] arguments)
    {
        MethodInfo entry = typeof(TModel).Assembly.EntryPoint!;
        lock (OneAtATime)
        {
            (TextWriter output, TextWriter errors) = (Console.Out, Console.Error);
            using var text = new StringWriter();
            using var lines = new StringWriter();
            Console.SetOut(text);
            Console.SetError(lines);
            try
            {
                ExitCode = (int)entry.Invoke(null, [(string[])[.. arguments, "--out", _folder]])!;
            }
            finally
            {
                Console.SetOut(output);
                Console.SetError(errors);
            }

            (Text, Error) = (text.ToString(), lines.ToString());
        }
    }

    /// <summary>The figures that the run left, without notes and units.</summary>
    public Dictionary<string, double> Figures() => File.ReadAllLines(Path.Combine(_folder, "figures.tsv"))
        .Select(line => line.Split('\t'))
        .ToDictionary(parts => parts[0], parts => double.Parse(parts[1].Split(' ')[0], CultureInfo.InvariantCulture));

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
