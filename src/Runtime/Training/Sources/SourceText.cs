using System.Globalization;

namespace LstmGen.Training;

/// <summary>A source as text that is the same for the same data.</summary>
internal static class SourceText
{
    public static string Of(ISequenceSource source) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{source.Describe()}, {Enumerable.Range(0, source.BlockCount).Sum(block => (long)source.CountOf(block))} sequences in "
                + $"{source.BlockCount} blocks");
}
