using LstmGen.Bench.Peers.Items;

namespace LstmGen.Bench.Peers.Models;

/// <summary>The next value of a sine wave from the last ten; full batch.</summary>
[RecurrentModel]
[Features(1)]
[Lstm(100)]
[Regression(1)]
internal sealed partial class Sine;

/// <summary>The next element of an arithmetic sequence from four.</summary>
[RecurrentModel]
[Features(1)]
[Lstm(50)]
[Regression(1)]
internal sealed partial class Arith;

/// <summary>Whether a review is positive, from both ends.</summary>
[RecurrentModel]
[Embedding(vocabulary: 10000, size: 128)]
[Lstm(256, Layers = 2, Bidirectional = true, Dropout = 0.3f)]
[Classification(2)]
internal sealed partial class Sentiment;

/// <summary>The next word, at every step.</summary>
[RecurrentModel]
[Embedding(vocabulary: 2000, size: 64)]
[Lstm(256, Layers = 3)]
[LanguageModel]
internal sealed partial class TextGen;

/// <summary>The kind of entity of every word, from both ends.</summary>
[RecurrentModel]
[Embedding(vocabulary: 5000, size: 100)]
[Lstm(128, Layers = 2, Bidirectional = true)]
[Tagging(9)]
internal sealed partial class Ner;

/// <summary>Two layers of different width, with dropout after each.</summary>
[RecurrentModel]
[Features(8)]
[Lstm(64)]
[Dropout(0.2f)]
[Lstm(32)]
[Dropout(0.2f)]
[Regression(1)]
internal sealed partial class Stacked;

/// <summary>The next price from sixty days of five columns.</summary>
[RecurrentModel]
[Features(5)]
[Lstm(64, Layers = 2)]
[Regression(1)]
internal sealed partial class Stock;

internal static partial class ModelCatalog
{
    static partial void AddTutorials()
    {
        Add(
            "sine", () => new Sine(1),
            m =>
                StreamItem.Of(
                    ((Sine)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "arith", () => new Arith(1),
            m =>
                StreamItem.Of(
                    ((Arith)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add("sentiment", () => new Sentiment(1), null);
        Add(
            "textgen", () => new TextGen(1),
            m =>
                StreamItem.OfTokens(
                    ((TextGen)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add("ner", () => new Ner(1), null);
        Add(
            "stacked_64_32", () => new Stacked(1),
            m =>
                StreamItem.Of(
                    ((Stacked)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "stock", () => new Stock(1),
            m =>
                StreamItem.Of(
                    ((Stock)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
    }
}
