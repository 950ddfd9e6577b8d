namespace LstmGen.Generator.Planning;

/// <summary>A class that a compilation has once, however many models use it.</summary>
/// <param name="Name">Its name, which no other class has.</param>
/// <param name="Text">The file.</param>
internal sealed record SharedFile(string Name, string Text)
{
    /// <summary>What the file is called; null for the class's name.</summary>
    public string? Stem { get; init; }

    /// <summary>Each once, in order; files whose names differ in case only get a number.</summary>
    public static IEnumerable<SharedFile> Once(IEnumerable<SharedFile> files) => files.Distinct()
        .GroupBy(file => file.Name, StringComparer.OrdinalIgnoreCase)
        .SelectMany(same => same.OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select((file, number) => number == 0 ? file : file with { Stem = $"{file.Name}-{number}" }))
        .OrderBy(file => file.Name, StringComparer.Ordinal);

    /// <summary>Of the name alone: hashing the texts of 100 models took a quarter of an edit's time.</summary>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);
}
