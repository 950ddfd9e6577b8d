using System.Text.RegularExpressions;

namespace LstmGen.Samples;

/// <summary>Messages of the library name its options; on a command line they have other names.</summary>
internal static partial class LibraryWords
{
    /// <summary>A message with the names that the command line has.</summary>
    public static string ToArguments(string message) => Word().Replace(message, word => word.Value switch
    {
        "Header = false" => "--no-header",
        "DecimalSeparator" => "--decimal",
        "ThousandsSeparator" => "--thousands",
        "MissingMarks" => "--missing-marks",
        "Missing" => "--missing",
        "TimeFormat" => "--date-format",
        "TimeOffsets" => "--offsets",
        "TimeOrder" => "--order",
        "RepeatedTimes" => "--repeated",
        "SkipRows" => "--skip",
        "FooterRows" => "--footer",
        "Encoding" => "--encoding",
        _ => "set it by --separator",
    });

    [GeneratedRegex(
        @"Header = false"
        + @"|\b(DecimalSeparator|ThousandsSeparator|MissingMarks|Missing|TimeFormat|TimeOffsets|TimeOrder|RepeatedTimes|SkipRows"
        + @"|FooterRows|Encoding)\b|set it in the options")]
    private static partial Regex Word();
}
