using System.CommandLine;
using LstmGen.Data;

namespace LstmGen.Samples;

/// <summary>Examples to learn from, to choose the best epoch by, and held out to be measured on.</summary>
internal sealed record Parts<T>(IReadOnlyList<T> Train, IReadOnlyList<T> Validation, IReadOnlyList<T> Test)
{
    /// <summary>All examples.</summary>
    public IEnumerable<T> All => Train.Concat(Validation).Concat(Test);

    /// <summary>The same parts of something made of each example.</summary>
    public Parts<TOther> Select<TOther>(Func<T, TOther> make) =>
        new([.. Train.Select(make)], [.. Validation.Select(make)], [.. Test.Select(make)]);
}

/// <summary>Makes parts of files: three files are the parts; of two the second is the test part; one is cut into three.</summary>
internal static class Parts
{
    private const int Least = 10;

    private static readonly Option<double> ValidationShare = new("--validation")
    {
        Description = "Share of the data by which the best epoch is chosen, where no file of its own is given",
        DefaultValueFactory = _ => 0.1,
    };

    private static readonly Option<double> TestShare = new("--test")
    {
        Description = "Share of the data that is held out to be measured on, where no file of its own is given",
        DefaultValueFactory = _ => 0.2,
    };

    /// <summary>The options.</summary>
    public static Option[] Options { get; } = [ValidationShare, TestShare];

    /// <summary>How <c>--data</c> is explained where files become parts.</summary>
    public const string Explained =
        "One file is cut into training, validation and test part. Two are training and test. Three are training, validation and test";

    /// <summary>Shares of the validation and the test part.</summary>
    /// <exception cref="ArgumentException">They are no shares, or leave less than half to learn from.</exception>
    public static (double Validation, double Test) Shares(Sample sample)
    {
        (double validation, double test) = (sample.Value(ValidationShare), sample.Value(TestShare));
        foreach ((string name, double share) in (ReadOnlySpan<(string, double)>)[("--validation", validation), ("--test", test)])
        {
            if (!(share is > 0 and < 1))
                throw new ArgumentException($"{name} is {share}; give a share between 0 and 1.");
        }

        return validation + test <= 0.9 ? (validation, test) : throw new ArgumentException(
            $"--validation {validation} and --test {test} leave {Digits.Percent(1 - validation - test)} to learn from; "
            + "give shares that leave at least a tenth.");
    }

    /// <summary>Reads the files.</summary>
    /// <param name="sample">The run.</param>
    /// <param name="what">What an example is called, in the plural.</param>
    /// <param name="read">Reads one file.</param>
    /// <param name="inOrder">Whether a file is cut in its order, as neighbours share what they show; else examples are drawn.</param>
    /// <exception cref="ArgumentException">There are too many files or too few examples, or an option is not used.</exception>
    public static Parts<T> Read<T>(Sample sample, string what, Func<string, IReadOnlyList<T>> read, bool inOrder = false)
    {
        IReadOnlyList<string> files = sample.Files;
        if (files.Count > 3)
            throw new ArgumentException($"--data names {files.Count} files. Give one, two or three. {Explained}.");
        if (files.Count > 1 && sample.IsGiven(TestShare))
            throw new ArgumentException("--test is given, and --data names a file of the test part; leave one of them out.");
        if (files.Count > 2 && sample.IsGiven(ValidationShare))
            throw new ArgumentException("--validation is given, and --data names a file of the validation part; leave one of them out.");
        (double validation, double test) = Shares(sample);
        var read1 = files.Select(read).ToList();
        Parts<T> parts = files.Count switch
        {
            3 => new(read1[0], read1[1], read1[2]),
            2 => Cut(read1[0], validation, 0) with { Test = read1[1] },
            _ => Cut(read1[0], validation, test),
        };
        string how = files.Count == 3 ? "" : inOrder ? ", cut in their order" : ", drawn by the seed";
        Console.WriteLine(
            $"{parts.Train.Count} {what} to learn from, {parts.Validation.Count} to choose the best epoch by, "
            + $"{parts.Test.Count} held out{how}");
        return parts;

        Parts<T> Cut(IReadOnlyList<T> all, double second, double third)
        {
            if (all.Count < Least)
                throw new ArgumentException(
                    $"{files[0]} has {all.Count} {what}; at least {Least} are needed to cut a part off. "
                    + "Use a longer file, or name a file for each part.");
            var order = Enumerable.Range(0, all.Count).ToArray();
            if (!inOrder)
                new SeededRandom(sample.Seed).Shuffle(order);
            int last = third > 0 ? Math.Max(1, (int)Math.Round(all.Count * third)) : 0,
                middle = Math.Max(1, (int)Math.Round(all.Count * second)), first = all.Count - middle - last;
            T[] drawn = [.. order.Select(i => all[i])];
            return new Parts<T>(drawn[..first], drawn[first..(first + middle)], drawn[(first + middle)..]);
        }
    }
}
