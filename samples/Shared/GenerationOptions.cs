using System.CommandLine;

namespace LstmGen.Samples;

/// <summary>Options of samples that write text.</summary>
internal static class GenerationOptions
{
    public static Option<string?> Prompt { get; } = new("--prompt") { Description = "Text to go on from" };

    public static Option<int> Length { get; } = new("--length") { Description = "Tokens to write", DefaultValueFactory = _ => 200 };

    public static Option<float> Temperature { get; } = new("--temperature")
    {
        Description = "Below 1 bolder, above more varied, 0 always the likeliest", DefaultValueFactory = _ => 0.8f
    };

    public static Option<int?> TopK { get; } = new("--top-k") { Description = "Draw among the k likeliest tokens; without it among all" };

    public static Option<float> TopP { get; } = new("--top-p")
    {
        Description = "Draw among the likeliest tokens that together have this probability", DefaultValueFactory = _ => 0.95f
    };

    public static Option<float> RepetitionPenalty { get; } = new("--repetition-penalty")
    {
        Description = "Above 1: tokens that occurred are less likely", DefaultValueFactory = _ => 1f
    };

    public static Option<int> Beams { get; } = new("--beams")
    {
        Description = "Search for the likeliest text with this many beams instead of drawing; 0 draws", DefaultValueFactory = _ => 0
    };

    public static Option[] All { get; } = [Prompt, Length, Temperature, TopK, TopP, RepetitionPenalty, Beams];
}
