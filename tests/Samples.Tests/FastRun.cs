using System.Collections.Concurrent;
using System.Globalization;

namespace LstmGen.Samples.Tests;

/// <summary>What a fast run with a seed left. It left no folder behind: the files are held in memory.</summary>
internal sealed class FastRun
{
    private static readonly ConcurrentDictionary<(string Sample, int Seed), Lazy<FastRun>> Runs = new();

    private readonly Dictionary<string, byte[]> _files;

    /// <summary>Runs a sample; it must leave a report, pictures and models.</summary>
    public FastRun(string sample, int seed, params string[] arguments)
    {
        using var runner = new SampleRunner(sample, ["--fast", "--seed", seed.ToString(CultureInfo.InvariantCulture), .. arguments]);
        Assert.True(runner.ExitCode == 0, $"exit code {runner.ExitCode}: {runner.Error}");
        Assert.Contains($"seed {seed}", runner.Text, StringComparison.Ordinal);
        Assert.True(File.Exists(runner.Left("report.html")), "There is no report.");
        string folder = runner.Left("");
        Assert.NotEmpty(Directory.GetFiles(folder, "*.svg"));
        Assert.NotEmpty(Directory.GetFiles(folder, "*.safetensors"));
        Figures = File.ReadAllLines(runner.Left("figures.tsv"))
            .Select(line => line.Split('\t'))
            .ToDictionary(parts => parts[0], parts => double.Parse(parts[1].Split(' ')[0], CultureInfo.InvariantCulture));
        _files = Directory.GetFiles(folder).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
    }

    /// <summary>The figures, without notes and units.</summary>
    public Dictionary<string, double> Figures { get; }

    /// <summary>The first fast run with a seed, which all tests share.</summary>
    public static FastRun Of(string sample, int seed) =>
        Runs.GetOrAdd((sample, seed), run => new(() => new FastRun(run.Sample, run.Seed))).Value;

    /// <summary>Writes what it left into a new folder.</summary>
    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, byte[] content) in _files)
            File.WriteAllBytes(Path.Combine(folder, name), content);
    }
}
