using System.CommandLine;
using System.IO.Compression;
using System.Text;
using LstmGen.Data;

namespace LstmGen.Samples;

/// <summary>How CSV files of one's own are read: options of the command line, and what they come to for one file.</summary>
internal static class CsvFile
{
    private const int LongestRow = 1 << 16;

    private static readonly Option<string?> Separator = new("--separator")
    {
        Description =
            "What separates the fields: a character, or 'tab'. Without it a tab for .tsv, a semicolon where the first row has one and no "
            + "comma, else a comma",
    };

    private static readonly Option<bool> NoHeader = new("--no-header")
    {
        Description = "The first row is data and names no columns; they are called 1, 2, 3 and so on"
    };
    private static readonly Option<int> Skip = new("--skip")
    {
        Description = "Lines before the names of the columns that are left out", DefaultValueFactory = _ => 0
    };
    private static readonly Option<int> Footer = new("--footer")
    {
        Description = "Rows at the end that are left out", DefaultValueFactory = _ => 0
    };
    private static readonly Option<string> Decimal = new("--decimal")
    {
        Description = "What stands before a number's fraction: point or comma", DefaultValueFactory = _ => "point"
    };
    private static readonly Option<string?> Thousands = new("--thousands")
    {
        Description = "What stands between groups of three digits: point, comma or blank; without it nothing does"
    };
    private static readonly Option<string[]> Marks = new("--missing-marks")
    {
        Description = "Texts that stand for a missing value, such as NA or ?; an empty cell is missing in any case",
        AllowMultipleArgumentsPerToken = true
    };
    private static readonly Option<string> Missing =
        Words(
            "--missing",
            "What is done with a missing value. refuse: an error. drop: its row is left out. interpolate: it lies between its neighbours. "
            + "carry: it is the one before", "refuse", "drop", "interpolate", "carry");
    private static readonly Option<string?> TimeFormat = new("--date-format")
    {
        Description =
            "How times are written, such as 'dd/MM/yyyy HH:mm', 'unix seconds' or 'unix milliseconds'. "
            + "Without it 2019-04-03 13:00 and the like"
    };
    private static readonly Option<string?> TimeOfDay = new("--time-of-day-column")
    {
        Description = "Column of the time of day, where --time-column has the date alone"
    };
    private static readonly Option<string> Offsets =
        Words(
            "--offsets",
            "What is done with times that say their zone. refuse: an error. utc: they become universal time. "
            + "ignore: they stay what the clock there showed",
            "refuse", "utc", "ignore");
    private static readonly Option<string> Order =
        Words(
            "--order",
            "What is done with rows that are not in the order of time. required: an error. sort: they are sorted. as-written: they stay",
            "required", "sort", "as-written");
    private static readonly Option<string> Repeated =
        Words(
            "--repeated",
            "What is done with rows of the same time. refuse: an error. keep: all stay. first or last: that one stays", "refuse", "keep",
            "first", "last");

    /// <summary>Options of files with texts.</summary>
    public static Option[] OfTexts { get; } = [Separator, NoHeader, Skip, Footer, EncodingOption.Name];

    /// <summary>Options of files with numbers.</summary>
    public static Option[] OfNumbers { get; } = [.. OfTexts, Decimal, Thousands, Marks, Missing];

    /// <summary>Options of files with numbers and times.</summary>
    public static Option[] OfSeries { get; } = [.. OfNumbers, TimeFormat, TimeOfDay, Offsets, Order, Repeated];

    /// <summary>What the options come to for <paramref name="path"/>.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or stands without the one that it belongs to.</exception>
    public static CsvOptions Read(Sample sample, string path, string? time = null, int minimumRows = 1)
    {
        if (time is null && new Option[] { TimeFormat, TimeOfDay, Offsets, Order, Repeated }.FirstOrDefault(sample.IsGiven) is { } idle)
            throw new ArgumentException(
                $"{idle.Name} is given without --time-column, whose times it is about; give both, or leave it out.");
        if (sample.IsGiven(Marks) && sample.Value(Missing) == "refuse")
            throw new ArgumentException(
                "--missing-marks is given, and --missing does not say what to do where they stand; "
                + "give --missing drop, interpolate or carry too.");
        return new CsvOptions
        {
            Delimiter = Delimiter(sample, path),
            Header = sample.Value(NoHeader) ? false : null,
            SkipRows = Count(sample, Skip),
            FooterRows = Count(sample, Footer),
            Encoding = EncodingOption.Read(sample),
            DecimalSeparator = sample.Value(Decimal) switch
            {
                null or "point" or "." => '.',
                "comma" or "," => ',',
                var given => throw new ArgumentException($"--decimal is '{given}'; give point or comma."),
            },
            ThousandsSeparator = sample.Value(Thousands) switch
            {
                null => null,
                "point" or "." => '.',
                "comma" or "," => ',',
                "blank" or " " => ' ',
                var given => throw new ArgumentException($"--thousands is '{given}'; give point, comma or blank."),
            },
            MissingMarks = sample.Value(Marks) ?? [],
            Missing = sample.Value(Missing) switch
            {
                "drop" => MissingValues.Drop,
                "interpolate" => MissingValues.Interpolate,
                "carry" => MissingValues.CarryForward,
                _ => MissingValues.Refuse,
            },
            TimeColumn = time,
            TimeOfDayColumn = sample.Value(TimeOfDay),
            TimeFormat = sample.Value(TimeFormat),
            TimeOffsets = sample.Value(Offsets) switch
            {
                "utc" => TimeOffsets.ToUtc,
                "ignore" => TimeOffsets.Ignore,
                _ => TimeOffsets.Refuse,
            },
            TimeOrder = sample.Value(Order) switch
            {
                "sort" => TimeOrder.Sort,
                "as-written" => TimeOrder.AsWritten,
                _ => TimeOrder.Required,
            },
            RepeatedTimes = sample.Value(Repeated) switch
            {
                "keep" => RepeatedTimes.Keep,
                "first" => RepeatedTimes.First,
                "last" => RepeatedTimes.Last,
                _ => RepeatedTimes.Refuse,
            },
            MinimumRows = minimumRows,
        };
    }

    /// <summary>Names of the columns that are not named for another use.</summary>
    public static IReadOnlyList<string> Columns(Sample sample, string path, params string?[] others)
    {
        IReadOnlyList<string> fields = HeaderFields.Of(FirstRow(sample, path), Delimiter(sample, path)[0]);
        return [.. fields.Select((field, i) => sample.Value(NoHeader) ? $"{i + 1}" : field)
            .Where(name => !others.Contains(name))];
    }

    /// <summary>The column that an option names; without it the only one that is left.</summary>
    /// <exception cref="ArgumentException">It is missing, and more than one column is left.</exception>
    public static string Column(Sample sample, Option<string?> option, string path, string what, params string?[] others)
    {
        if (sample.Value(option) is { Length: > 0 } named)
            return named;
        IReadOnlyList<string> left = Columns(sample, path, others);
        return left.Count == 1 ? left[0] : throw new ArgumentException(
            $"{option.Name} is missing, and {path} has the columns {string.Join(", ", left.Take(12))}{(left.Count > 12 ? ", ..." : "")}: "
            + $"name the one of {what}.");
    }

    private static int Count(Sample sample, Option<int> option)
    {
        int count = sample.Value(option);
        return count >= 0 ? count : throw new ArgumentException($"{option.Name} is {count}; give 0 or more.");
    }

    private static Option<string> Words(string name, string description, params string[] words)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => words[0] };
        option.AcceptOnlyFromAmong(words);
        return option;
    }

    private static string Delimiter(Sample sample, string path)
    {
        switch (sample.Value(Separator))
        {
            case null:
                string bare = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
                string first = FirstRow(sample, path);
                return Path.GetExtension(bare).ToLowerInvariant() is ".tsv" or ".tab"
                    ? "\t"
                    : HeaderFields.Has(first, ';') && !HeaderFields.Has(first, ',') ? ";" : ",";
            case "tab" or "\\t":
                return "\t";
            case { Length: 1 } given when !char.IsLetterOrDigit(given[0]) && given[0] is not ('"' or '\n' or '\r'):
                return given;
            case { } given:
                throw new ArgumentException($"--separator is '{given}'; give one character such as ; or | in quotes, or the word tab.");
        }
    }

    private static string FirstRow(Sample sample, string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using Stream plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new GZipStream(file, CompressionMode.Decompress)
                : file;
            // Bytes that are not of the encoding are told when the file is read.
            using var reader = new StreamReader(
                plain, EncodingOption.Read(sample) is { } given ? Encoding.GetEncoding(given.CodePage) : Encoding.UTF8);
            for (int skipped = Count(sample, Skip); skipped > 0; skipped--)
                reader.ReadLine();
            for (string? line; (line = reader.ReadLine()) is not null;)
            {
                while (HeaderFields.GoesOn(line) && line.Length < LongestRow && reader.ReadLine() is { } next)
                    line += "\n" + next;
                if (line.Length > 0)
                    return line;
            }
        }
        catch (InvalidDataException e)
        {
            throw new DataFormatException(path, 0, null, $"the file cannot be read ({e.Message})", e);
        }

        throw new DataFormatException(path, 0, null, "the file is empty. Use a file with data.");
    }
}
