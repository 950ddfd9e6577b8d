using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>The counts that the data's own description gives.</summary>
public class RealDataTests
{
    private const string Sst = "sentiment-sst2/";
    private const string Ewt = "pos-ud-ewt/";
    private const string Wnut = "ner-wnut17/";
    private const string Vowels = "seqclass-japanesevowels/JapaneseVowels_";
    private const string Italy = "seqclass-italypowerdemand/ItalyPowerDemand_";
    private const string Etth1 = "series-etth1/ETTh1.csv";
    private const string Shakespeare = "charlm-tinyshakespeare/input.txt";
    private const string Glove = "embeddings-glove/glove.6B.50d.subset.txt";
    private const string Windows = "anomaly-nab/labels/combined_windows.json";

    [RealDataFact(Sst + "train.tsv", Sst + "dev.tsv", Sst + "test.tsv")]
    public void Sst2_has_6920_872_and_1821_sentences_of_at_most_56_tokens()
    {
        var parts = Array.ConvertAll(["train", "dev", "test"], p => Tsv.Read(RealData.Path($"{Sst}{p}.tsv")));
        Assert.Equal([6920, 872, 1821], parts.Select(p => p.Count));
        var tokenizer = new WhitespaceTokenizer();
        var vocabulary = Vocabulary.Build(TextSets.Tokens(parts[0], tokenizer));
        var labels = LabelSet.Build(parts[0].Select(p => p.Label));
        Assert.Equal(["0", "1"], labels.Names);
        var sets = Array.ConvertAll(parts, p => TextSets.Classification(p, tokenizer, vocabulary, labels));
        Assert.Equal(56, sets.Max(s => s.MaxLength));
        Assert.Equal(19, Math.Round(sets.Sum(s => s.TotalSteps) / (double)sets.Sum(s => s.Count)));
        Assert.All(Enumerable.Range(0, sets[0].Count), i => Assert.DoesNotContain(Vocabulary.UnknownId, sets[0].Tokens(i).ToArray()));
    }

    [RealDataFact(Ewt + "train.conllu.gz", Ewt + "dev.conllu", Ewt + "test.conllu")]
    public void Ewt_has_the_sentences_words_and_tags_of_its_description()
    {
        var parts = Array.ConvertAll(["train.conllu.gz", "dev.conllu", "test.conllu"], p => ConllU.Read(RealData.Path(Ewt + p)));
        Assert.Equal([12544, 2001, 2077], parts.Select(p => p.Count));
        Assert.Equal([204577, 25147, 25094], parts.Select(p => p.Sum(s => s.Tokens.Count)));
        Assert.Equal(17, LabelSet.Build(parts[0].SelectMany(s => s.Tags)).Count);
        Assert.Equal(
            49, LabelSet.Build(ConllU.Read(RealData.Path(Ewt + "train.conllu.gz"), ConllUColumn.Xpos).SelectMany(s => s.Tags)).Count);

        // Published with the data: 9.1 % of the test words do not occur in training.
        var vocabulary = Vocabulary.Build(TextSets.Tokens(parts[0]));
        var test = parts[2].SelectMany(s => s.Tokens).ToList();
        Assert.Equal(9.1, 100.0 * test.Count(t => !vocabulary.TryGetId(t, out _)) / test.Count, 1);
    }

    [RealDataFact(Wnut + "train.conll", Wnut + "dev.conll", Wnut + "test.conll")]
    public void Wnut17_has_the_sentences_tokens_and_entities_of_its_description()
    {
        var parts = Array.ConvertAll(["train", "dev", "test"], p => Conll.Read(RealData.Path($"{Wnut}{p}.conll")));
        Assert.Equal([3394, 1009, 1287], parts.Select(p => p.Count));
        Assert.Equal([62730, 15733, 23394], parts.Select(p => p.Sum(s => s.Tokens.Count)));
        Assert.Equal([1975, 836, 1079], parts.Select(p => p.Sum(s => s.Tags.Count(t => t.StartsWith("B-", StringComparison.Ordinal)))));
        Assert.Equal(13, LabelSet.Build(parts[0].SelectMany(s => s.Tags)).Count);
    }

    [RealDataFact(Vowels + "TRAIN.ts", Vowels + "TEST.ts")]
    public void JapaneseVowels_has_270_and_370_cases_of_12_channels_and_length_7_to_29()
    {
        var train = TsFile.Read(RealData.Path(Vowels + "TRAIN.ts"));
        var test = TsFile.Read(RealData.Path(Vowels + "TEST.ts"));
        Assert.Equal((270, 370), (train.Set.Count, test.Set.Count));
        Assert.Equal((12, 12), (train.Set.FeatureCount, test.Set.FeatureCount));
        Assert.Equal(9, train.Classes.Count);
        Assert.Equal(train.Classes, test.Classes);
        Assert.Equal((7, 29), (Math.Min(train.Set.MinLength, test.Set.MinLength), Math.Max(train.Set.MaxLength, test.Set.MaxLength)));
        Assert.Equal(20, train.Set.Length(0));
        Assert.Equal([1.860936f, -0.207383f, 0.261557f], train.Set.Features(0)[..3].ToArray());
        Assert.Equal([1.891651f, -0.193249f, 0.235363f], train.Set.Features(0).Slice(12, 3).ToArray());
        var targets = train.Set.Targets();
        Assert.Equal(
            Enumerable.Repeat(30, 9),
            Enumerable.Range(0, 270).CountBy(i => targets.Classes(i)[0]).OrderBy(c => c.Key).Select(c => c.Value));
    }

    [RealDataFact(Italy + "TRAIN.ts", Italy + "TEST.ts")]
    public void ItalyPowerDemand_has_67_and_1029_cases_of_length_24()
    {
        var train = TsFile.Read(RealData.Path(Italy + "TRAIN.ts"));
        var test = TsFile.Read(RealData.Path(Italy + "TEST.ts"));
        Assert.Equal((67, 1029), (train.Set.Count, test.Set.Count));
        Assert.Equal((1, 24, 24, 2), (train.Set.FeatureCount, test.Set.MinLength, test.Set.MaxLength, test.Classes.Count));

        // The last of the 1-NN reference's digits hangs on every value and class being read right.
        var right =
            Enumerable.Range(0, test.Set.Count).Count(i => Nearest(train.Set, test.Set.Features(i)) == test.Set.Targets().Classes(i)[0]);
        Assert.Equal(95.53, 100.0 * right / test.Set.Count, 2);
    }

    [RealDataFact("series-airline/airline-passengers.csv", "series-sunspots/monthly-sunspots.csv")]
    public void Airline_and_sunspots_give_the_last_value_figures_of_the_description()
    {
        var airline = CsvSeries.Read(RealData.Path("series-airline/airline-passengers.csv"), new CsvOptions { TimeColumn = "Month" });
        Assert.Equal(144, airline.Count);
        Assert.Equal(new DateTime(1960, 12, 1), airline.Times![^1]);
        Assert.Equal(48.0, LastValueRmse(airline, 48), 1);
        var sunspots = CsvSeries.Read(RealData.Path("series-sunspots/monthly-sunspots.csv"), "Sunspots");
        Assert.Equal(2820, sunspots.Count);
        Assert.Equal(20.09, LastValueRmse(sunspots, 564), 2);
    }

    [RealDataFact(Etth1)]
    public void Etth1_scaled_and_windowed_gives_the_last_value_figures_of_the_description()
    {
        var raw = CsvSeries.Read(RealData.Path(Etth1), new CsvOptions { TimeColumn = "date" });
        Assert.Equal((17420, 7), (raw.Count, raw.Features));
        var (train, _, test) = TimeSplit.ByRows(8640, 2880, 2880);
        var series = StandardScaler.Fit(raw.Slice(train), 7).Transform(raw);
        var ot = series.Column("OT");
        var set = Data.Windows.Over(series, new WindowOptions
        {
            Window = 96, Horizon = 24, TargetColumns = [ot], Rows = test, LookBack = true
        });
        double squares = 0, absolutes = 0;
        var targets = set.Targets();
        for (var i = 0; i < set.Count; i++)
        {
            var last = set.Features(i)[^7..][ot];
            foreach (var y in targets.Values(i))
            {
                squares += (y - last) * (y - last);
                absolutes += Math.Abs(y - last);
            }
        }

        Assert.Equal(2880 - 24 + 1, set.Count);
        Assert.Equal(0.034, squares / (set.Count * 24), 3);
        Assert.Equal(0.139, absolutes / (set.Count * 24), 3);
    }

    [RealDataFact(Shakespeare)]
    public void Shakespeare_has_1115394_characters_65_distinct()
    {
        var text = File.ReadAllText(RealData.Path(Shakespeare));
        var tokens = new CharacterTokenizer().Tokenize(text);
        var vocabulary = Vocabulary.Build([tokens]);
        Assert.Equal(1115394, tokens.Count);
        Assert.Equal(65 + 2, vocabulary.Count);
        Assert.Equal(text, new CharacterTokenizer().Join(vocabulary.Decode(vocabulary.Encode(tokens))));
    }

    [RealDataFact(Glove)]
    public void Glove_fills_the_rows_of_its_256_words()
    {
        var words = File.ReadLines(RealData.Path(Glove)).Select(l => l.Split(' ')[0]).ToList();
        var vocabulary = Vocabulary.Build([[.. words, "zzyzx-not-there"]]);
        var table = new float[vocabulary.Count * 50];
        Assert.Equal(256, WordVectors.Fill(RealData.Path(Glove), vocabulary, table, 50));
        Assert.Equal([0.418f, 0.24968f, -0.41242f], table.AsSpan(vocabulary.Id("the") * 50, 3).ToArray());
        Assert.All(table[(vocabulary.Id("zzyzx-not-there") * 50)..][..50], x => Assert.Equal(0f, x));
    }

    [RealDataFact(Windows)]
    public void Nab_has_the_rows_and_windows_of_its_description()
    {
        var windows = NabLabels.Read(RealData.Path(Windows));
        Assert.Equal(58, windows.Count);
        (string Name, int Rows, int Windows)[] expected =
        [
            ("realKnownCause/nyc_taxi", 10320, 5), ("realKnownCause/machine_temperature_system_failure", 22695, 4),
            ("realKnownCause/ambient_temperature_system_failure", 7267, 2), ("realKnownCause/ec2_request_latency_system_failure", 4032, 3),
            ("realAWSCloudwatch/ec2_cpu_utilization_24ae8d", 4032, 2), ("realAWSCloudwatch/rds_cpu_utilization_e47b3b", 4032, 2),
            ("realTraffic/speed_7578", 1127, 4), ("artificialWithAnomaly/art_daily_jumpsup", 4032, 1),
            ("artificialNoAnomaly/art_daily_small_noise", 4032, 0),
        ];
        foreach (var (name, rows, count) in expected)
        {
            var series = NabSeries.Read(RealData.Path($"anomaly-nab/data/{name}.csv"));
            Assert.Equal((name, rows, count), (name, series.Count, windows[$"{name}.csv"].Count));
            Assert.Equal(count > 0, NabSeries.Mark(series, windows[$"{name}.csv"]).Contains(true));
        }

        var labels = NabLabels.Read(RealData.Path("anomaly-nab/labels/combined_labels.json"));
        Assert.Equal(new DateTime(2014, 11, 1, 19, 0, 0), labels["realKnownCause/nyc_taxi.csv"][0].Start);
    }

    private static double LastValueRmse(TimeSeries series, int last)
    {
        var set = Data.Windows.Over(series, new WindowOptions { Window = 12, Rows = ^last.., LookBack = true });
        Assert.Equal(last, set.Count);
        var targets = set.Targets();
        return Math.Sqrt(Enumerable.Range(0, last).Average(i => Math.Pow(set.Features(i)[^1] - targets.Values(i)[0], 2)));
    }

    private static int Nearest(SequenceSet train, ReadOnlySpan<float> x)
    {
        var (best, nearest) = (double.MaxValue, -1);
        for (var i = 0; i < train.Count; i++)
        {
            var distance = 0.0;
            for (var t = 0; t < x.Length; t++)
                distance += Math.Pow(train.Features(i)[t] - x[t], 2);
            if (distance < best)
                (best, nearest) = (distance, i);
        }

        return train.Targets().Classes(nearest)[0];
    }
}
