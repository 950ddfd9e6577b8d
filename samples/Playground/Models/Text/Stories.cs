using System.Text;
using LstmGen.Data;

namespace LstmGen.Samples.Playground;

/// <summary>Made-up sentences of a small village by the sea, for the models of text to learn from.</summary>
public static class Stories
{
    private static readonly string[] Who =
    [
        "the old sailor", "the baker", "a young girl", "the teacher", "my neighbour", "the night watchman", "a quiet boy", "the ferryman",
        "the gardener",
        "her brother", "the doctor", "a fisherman", "the clockmaker", "my grandmother",
    ];

    private static readonly string[] Does =
    [
        "opened", "painted", "carried", "found", "remembered", "mended", "watched", "sold", "forgot", "drew", "counted", "borrowed",
    ];

    private static readonly string[] What =
    [
        "the blue door", "a small boat", "the last letter", "an old map", "a basket of apples", "the broken clock", "a silver key",
        "the long net", "a paper lantern",
        "the heavy book", "two loaves of bread", "a wooden bird",
    ];

    private static readonly string[] Where =
    [
        "in the harbour", "by the river", "behind the church", "on the beach", "at the market", "near the lighthouse", "under the bridge",
        "in the garden",
        "at the end of the street", "on the hill",
    ];

    private static readonly string[] When =
    [
        "in the morning", "before the rain", "at noon", "after the storm", "in the evening", "that winter", "one day in june", "long ago",
        "as the sun went down",
    ];

    private static readonly string[] Weather =
    [
        "the wind was cold", "it began to rain", "the sea was calm", "snow fell on the roofs", "the moon was bright", "the fog came in",
        "the bells were ringing",
        "the gulls were crying", "the lamps were lit",
    ];

    private static readonly string[] Asks = ["where is", "who took", "have you seen", "do you still need", "who made"];

    /// <summary>Running text, a sentence a line.</summary>
    /// <param name="sentences">How many.</param>
    /// <param name="seed">The same seed gives the same text.</param>
    public static string Write(int sentences, long seed)
    {
        var random = new SeededRandom(seed);
        var text = new StringBuilder();
        for (int i = 0; i < sentences; i++)
            text.Append(Sentence(ref random)).Append('\n');
        return text.ToString();
    }

    private static string Sentence(ref SeededRandom random) => random.NextInt(8) switch
    {
        0 => $"{Pick(When, ref random)}, {Deed(ref random)}.",
        1 => $"{Deed(ref random)} {Pick(Where, ref random)}.",
        2 => $"{Deed(ref random)} {Pick(When, ref random)}.",
        3 => $"{Pick(Weather, ref random)}, and {Deed(ref random)}.",
        4 => $"{Pick(Weather, ref random)} when {Pick(Who, ref random)} came home.",
        5 => $"{Pick(Asks, ref random)} {Pick(What, ref random)}? asked {Pick(Who, ref random)}.",
        6 => $"{Pick(Who, ref random)} lived {Pick(Where, ref random)} and {Pick(Does, ref random)} {Pick(What, ref random)}.",
        _ => $"{Pick(Weather, ref random)} {Pick(When, ref random)}. {Deed(ref random)} {Pick(Where, ref random)}.",
    };

    private static string Deed(ref SeededRandom random) => $"{Pick(Who, ref random)} {Pick(Does, ref random)} {Pick(What, ref random)}";

    private static string Pick(string[] choices, ref SeededRandom random) => choices[random.NextInt(choices.Length)];
}
