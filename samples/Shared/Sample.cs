using System.CommandLine;
using LstmGen.Reporting;

namespace LstmGen.Samples;

/// <summary>A run of a sample: what it was told on the command line.</summary>
internal sealed class Sample : IDisposable
{
    private static readonly Option<int> SeedNumber = new("--seed")
    {
        Description = "Seed of weights, order and masks", DefaultValueFactory = _ => 1
    };
    private static readonly Option<int> ThreadCount = new("--threads")
    {
        Description = "Threads to compute with; 0 for all", DefaultValueFactory = _ => 0
    };
    private static readonly Option<DirectoryInfo> OutputFolder = new("--out")
    {
        Description = "Folder for the saved model, pictures and report",
        DefaultValueFactory = _ => new DirectoryInfo("artifacts"),
    };

    private static readonly Option<int?> EpochCount = new("--epochs")
    {
        Description = "Passes over the training data; without it the sample's own number"
    };
    private static readonly Option<bool> FastMode = new("--fast")
    {
        Description = "A run of seconds: few passes, and little data made by the sample unless --data names files"
    };

    private readonly ParseResult _parsed;
    private readonly TrainingDevice _device;
    private readonly Ranks _ranks;
    private readonly string? _folder;

    private Sample(ParseResult parsed, Option<string[]> data, SampleOptions options)
    {
        _parsed = parsed;
        if (parsed.GetValue(EpochCount) is < 1)
            throw new ArgumentException($"--epochs is {parsed.GetValue(EpochCount)}; give at least 1.");
        int threads = parsed.GetValue(ThreadCount);
        if (threads < 0)
            throw new ArgumentException($"--threads is {threads}; give 0 for all, or a number.");
        (Files, _folder) = Data(parsed.GetValue(data) ?? []);
        if (_folder is not null && !options.Sets.Any(set => File.Exists(Path.Combine(_folder, set))))
            throw new ArgumentException(
                $"--data is the folder '{_folder}', in which "
                + (options.Sets.Count == 0 ? "this sample reads no data set" : $"there is no {string.Join(" and no ", options.Sets)}")
                + "; name files of your own, or leave --data out.");
        if (Files.Count == 0 && options.OfFiles.FirstOrDefault(IsGiven) is { } idle)
            throw new ArgumentException(
                $"{idle.Name} is given without files to which it applies; name them by --data FILE, or leave {idle.Name} out.");
        if (threads > 0)
            WorkerPool.Shared.Threads = threads;
        _device = new TrainingDevice(parsed.GetValue(TrainingDevice.Option)!);
        _ranks = Ranks.Join(parsed);
        DirectoryInfo output = _ranks.Folder(parsed.GetValue(OutputFolder)!);
        output.Create();
        Output = output.FullName;
        Console.WriteLine($"seed {Seed}");
    }

    /// <summary>Files of one's own to run on; none: the sample's own data.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The arguments of this run, as a shell takes them.</summary>
    public string CommandLine =>
        string.Join(
            ' ',
            _parsed.Tokens.Select(
                token =>
                    token.Value.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=+".Contains(c)) && token.Value.Length > 0
                        ? token.Value
                        : $"'{token.Value}'"));

    /// <summary>Seed of weights, order and masks.</summary>
    public int Seed => _parsed.GetValue(SeedNumber);

    /// <summary>Whether seconds matter more than figures.</summary>
    public bool Fast => _parsed.GetValue(FastMode);

    /// <summary>Folder for what the run leaves; it exists.</summary>
    public string Output { get; }

    /// <summary>Reads the command line and runs <paramref name="body"/>; bad input gives one line and exit code 2.</summary>
    public static int Run(string[] arguments, string description, Action<Sample> body, SampleOptions options)
    {
        var data = new Option<string[]>("--data")
        {
            Description = options.Sets.Count == 0
                ? $"{options.Files}. Without it the sample makes data"
                : $"{options.Files}. Or the folder that holds {string.Join(" and ", options.Sets)}. Without it the folder that "
                    + "LSTMGEN_DATA names; where there is none, the sample makes data",
            HelpName = "FILE...",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new RootCommand(
            Declared.All.Length == 0
                ? description
                : $"{description} Its declaration was built with {Declared.All}; give other numbers before the --.");
        foreach (Option option in (IEnumerable<Option>)[.. options.Own, data, .. options.OfFiles, EpochCount, FastMode, SeedNumber,
            ThreadCount, TrainingDevice.Option, Ranks.Option, OutputFolder])
            command.Add(option);
        command.SetAction(parsed =>
        {
            if (Ranks.AreToBeStarted(parsed))
                return Ranks.Start(arguments, parsed.GetValue(Ranks.Option)!.Value);
            using var sample = new Sample(parsed, data, options);
            body(sample);
            return 0;
        });
        return Samples.CommandLine.Run(command, arguments);
    }

    /// <summary>Value of one of the sample's own options.</summary>
    public T Value<T>(Option<T> option) => _parsed.GetValue(option)!;

    /// <summary>Whether an option stands on the command line.</summary>
    public bool IsGiven(Option option) => _parsed.GetResult(option) is { Implicit: false };

    /// <summary>The epochs asked for, or else the sample's.</summary>
    public int Epochs(int usual, int fast) => _parsed.GetValue(EpochCount) ?? (Fast ? fast : usual);

    /// <summary>What all samples train with; change it by <c>with</c>.</summary>
    public FitOptions Fit(int usual, int fast) => new()
    {
        Epochs = Epochs(usual, fast),
        Seed = Seed,
        Distribution = _ranks.Distribution,
        Progress = Console.IsOutputRedirected ? TrainingProgress.Console : new SpectreProgress(),
    };

    /// <summary>
    /// What data of one's own is trained with: as many epochs as <paramref name="updates"/> updates take, at least 5 and at most 200, so
    /// that a small set is learnt too; the best epoch on the validation set is kept.
    /// </summary>
    public FitOptions FitOwn(SequenceSet train, SequenceSet validation, int batch, int updates, string? metric = null)
    {
        int epochs = Math.Clamp(updates * batch / Math.Max(1, train.Count), 5, 200);
        FitOptions options = Fit(epochs, Math.Min(epochs, 10));
        return options with
        {
            BatchSize = batch,
            ClipNorm = 1f,
            Validation = validation,
            EarlyStopping = new EarlyStopping(patience: Math.Max(5, options.Epochs / 4), metric: metric),
        };
    }

    /// <summary>Trains a model on the device asked for.</summary>
    public History Train(IRecurrentModel model, SequenceSet train, FitOptions options) => _device.Fit(model, train, options);

    /// <inheritdoc/>
    public void Dispose()
    {
        _device.Dispose();
        _ranks.Dispose();
    }

    /// <summary>
    /// A subfolder of the real data that holds <paramref name="file"/>; null, and a line that says so, where it is absent.
    /// </summary>
    public string? RealData(string folder, string file)
    {
        if (Fast)
            return null;
        string? root = _folder ?? Environment.GetEnvironmentVariable("LSTMGEN_DATA");
        string path = Path.Combine(root ?? "", folder);
        if (!string.IsNullOrEmpty(root) && File.Exists(Path.Combine(path, file)))
            return path;
        Console.WriteLine(string.IsNullOrEmpty(root)
            ? $"No real data: {folder}/{file} would be read from the folder of --data or LSTMGEN_DATA. Using data made here."
            : $"No real data: {Path.Combine(path, file)} does not exist. Using data made here.");
        return null;
    }

    /// <summary>What <c>--data</c> names: files, or a folder.</summary>
    private static (IReadOnlyList<string> Files, string? Folder) Data(string[] given)
    {
        for (int i = 0; i < given.Length; i++)
        {
            if (Directory.Exists(given[i]))
                return given.Length == 1
                    ? ([], given[i])
                    : throw new ArgumentException(
                        $"--data names the folder '{given[i]}' beside other things; give files of your own, or one folder.");
            if (!File.Exists(given[i]))
                throw new ArgumentException(
                    $"--data is '{given[i]}', which is no file and no folder. Check the path; it is taken relative to the current folder. "
                    + "Or leave --data out to use data made by the sample.");
            if (Array.IndexOf(given, given[i]) < i)
                throw new ArgumentException($"--data names '{given[i]}' twice; name each file once.");
        }

        return (given, null);
    }
}
