using System.CommandLine;
using LstmGen.Data;

namespace LstmGen.Samples;

/// <summary>Options of samples that write text.</summary>
internal static class GenerationOptions
{
    public static Option<string?> Prompt { get; } = new("--prompt") { Description = "Text to go on from" };

    public static Option<int> Length { get; } = new("--length") { Description = "Tokens to write", DefaultValueFactory = _ => 200 };

    public static Option<float> Temperature { get; } = new("--temperature") { Description = "Below 1 bolder, above more varied, 0 always the likeliest", DefaultValueFactory = _ => 0.8f };

    public static Option<int> TopK { get; } = new("--top-k") { Description = "Draw among the k likeliest tokens; 0 for all", DefaultValueFactory = _ => 0 };

    public static Option<float> TopP { get; } = new("--top-p") { Description = "Draw among the likeliest tokens that together have this probability", DefaultValueFactory = _ => 0.95f };

    public static Option<float> RepetitionPenalty { get; } = new("--repetition-penalty") { Description = "Above 1: tokens that occurred are less likely", DefaultValueFactory = _ => 1f };

    public static Option[] All { get; } = [Prompt, Length, Temperature, TopK, TopP, RepetitionPenalty];

    /// <summary>A sampler as the command line asks; made before training, so that a bad option is told at once.</summary>
    public static TokenSampler Sampler(Sample sample, int vocabulary)
    {
        if (sample.Value(Length) < 1)
            throw new ArgumentException($"--length is {sample.Value(Length)}; give at least 1.");
        return new TokenSampler(vocabulary, new SamplingOptions
        {
            Temperature = sample.Value(Temperature),
            TopK = sample.Value(TopK),
            TopP = sample.Value(TopP),
            RepetitionPenalty = sample.Value(RepetitionPenalty),
            Seed = (ulong)sample.Seed,
        });
    }
}
