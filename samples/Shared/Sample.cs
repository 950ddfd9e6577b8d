using System.CommandLine;
using LstmGen.Data;
using LstmGen.Kernels;
using LstmGen.Modeling;
using LstmGen.Reporting;
using LstmGen.Training;

namespace LstmGen.Samples;

/// <summary>A run of a sample: what it was told on the command line.</summary>
internal sealed class Sample : IDisposable
{
    private static readonly Option<DirectoryInfo?> DataFolder = new("--data")
    {
        Description = "Folder of real data; without it the environment variable LSTMGEN_DATA, else data made by the sample",
    };

    private static readonly Option<int> SeedNumber = new("--seed") { Description = "Seed of weights, order and masks", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> ThreadCount = new("--threads") { Description = "Threads to compute with; 0 for all", DefaultValueFactory = _ => 0 };
    private static readonly Option<DirectoryInfo> OutputFolder = new("--out")
    {
        Description = "Folder for the saved model, pictures and report",
        DefaultValueFactory = _ => new DirectoryInfo("artifacts"),
    };

    private static readonly Option<int?> EpochCount = new("--epochs") { Description = "Passes over the training data; without it the sample's own number" };
    private static readonly Option<bool> FastMode = new("--fast") { Description = "A run of seconds on little data, made by the sample" };

    private readonly ParseResult _parsed;
    private readonly TrainingDevice _device;

    private Sample(ParseResult parsed)
    {
        _parsed = parsed;
        if (parsed.GetValue(EpochCount) is < 1)
            throw new ArgumentException($"--epochs is {parsed.GetValue(EpochCount)}; give at least 1.");
        int threads = parsed.GetValue(ThreadCount);
        if (threads < 0)
            throw new ArgumentException($"--threads is {threads}; give 0 for all, or a number.");
        if (parsed.GetValue(DataFolder) is { Exists: false } missing)
            throw new ArgumentException($"--data is '{missing}', which is no folder; give one, or leave it out to use data made by the sample.");
        if (threads > 0)
            WorkerPool.Shared.Threads = threads;
        _device = new TrainingDevice(parsed.GetValue(TrainingDevice.Option)!);
        DirectoryInfo output = parsed.GetValue(OutputFolder)!;
        output.Create();
        Output = output.FullName;
        Console.WriteLine($"seed {Seed}");
    }

    /// <summary>Seed of weights, order and masks.</summary>
    public int Seed => _parsed.GetValue(SeedNumber);

    /// <summary>Whether seconds matter more than figures.</summary>
    public bool Fast => _parsed.GetValue(FastMode);

    /// <summary>Folder for what the run leaves; it exists.</summary>
    public string Output { get; }

    /// <summary>Reads the command line and runs <paramref name="body"/>; bad input gives one line and exit code 2.</summary>
    public static int Run(string[] arguments, string description, Action<Sample> body, params ReadOnlySpan<Option> own)
    {
        var command = new RootCommand(description);
        foreach (Option option in own)
            command.Add(option);
        foreach (Option option in (ReadOnlySpan<Option>)[DataFolder, EpochCount, FastMode, SeedNumber, ThreadCount, TrainingDevice.Option, OutputFolder])
            command.Add(option);
        command.SetAction(parsed =>
        {
            using var sample = new Sample(parsed);
            body(sample);
            return 0;
        });
        return CommandLine.Run(command, arguments);
    }

    /// <summary>Value of one of the sample's own options.</summary>
    public T Value<T>(Option<T> option) => _parsed.GetValue(option)!;

    /// <summary>The epochs asked for, or else the sample's.</summary>
    public int Epochs(int usual, int fast) => _parsed.GetValue(EpochCount) ?? (Fast ? fast : usual);

    /// <summary>What all samples train with; change it by <c>with</c>.</summary>
    public FitOptions Fit(int usual, int fast) => new()
    {
        Epochs = Epochs(usual, fast),
        Seed = (ulong)Seed,
        Progress = Console.IsOutputRedirected ? TrainingProgress.Console : new SpectreProgress(),
    };

    /// <summary>Trains a model on the device asked for.</summary>
    public History Train(IRecurrentModel model, SequenceSet train, FitOptions options) => _device.Fit(model, train, options);

    /// <inheritdoc/>
    public void Dispose() => _device.Dispose();

    /// <summary>A subfolder of the real data that holds <paramref name="file"/>; null, and a line that says so, where it is absent.</summary>
    public string? RealData(string folder, string file)
    {
        if (Fast)
            return null;
        DirectoryInfo? given = _parsed.GetValue(DataFolder);
        string? root = given?.FullName ?? Environment.GetEnvironmentVariable("LSTMGEN_DATA");
        string path = Path.Combine(root ?? "", folder);
        if (!string.IsNullOrEmpty(root) && File.Exists(Path.Combine(path, file)))
            return path;
        Console.WriteLine(string.IsNullOrEmpty(root)
            ? $"No real data: {folder}/{file} would be read from --data or LSTMGEN_DATA. Using data made here."
            : $"No real data: {Path.Combine(path, file)} does not exist. Using data made here.");
        return null;
    }
}
