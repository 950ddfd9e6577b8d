using System.Diagnostics;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Training.Tests;

/// <summary>
/// Weights replaced while somebody predicts. What was wrong: the version was raised before the values were written, so that a prediction in
/// between packed half-old weights and kept them for good.
/// </summary>
public class HotReloadTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-reload-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public delegate string Prediction(IRecurrentModel model);

    public static TheoryData<string> Cases => [.. Predictions.Keys];

    private static readonly float[] Features = Sets.Values(60, 9);
    private static readonly int[] Tokens = Sets.Classes(40, 12, 9);

    // A model of each way in which parameters are read: packed, in place, after the forward pass, and on several threads.
    private static readonly Dictionary<string, (Func<int, IRecurrentModel> Make, Prediction Predict)> Predictions = new()
    {
        ["packed"] = (seed => new SineModel(seed), model => Soak.Key(((SineModel)model).Predict(Features))),
        ["wide"] = (seed => new WideReload(seed), model => Soak.Key(((WideReload)model).Predict(Features))),
        ["normalized"] = (seed => new NormalizedReload(seed), model => Soak.Key(((NormalizedReload)model).Predict(Features))),
        ["attention"] = (seed => Attentive(seed), model => Soak.Key(((LabelModel)model).Predict(Features))),
        ["embedding"] = (seed => new DropoutClassifier(seed), model => Soak.Key(((DropoutClassifier)model).Predict(Tokens))),
        ["tied"] = (seed => new TiedReload(seed), model => Soak.Key(((TiedReload)model).Predict(Tokens))),
        ["path"] = (seed => new CrfTagger(seed), Tags),
        ["marginals"] = (seed => new CrfTagger(seed), model => Soak.Key(((CrfTagger)model).Predict(Tokens))),
        ["set"] =
            (seed => new TokenModel(seed),
                model => Soak.Key(model.Predict(SequenceSet.FromTokens([Tokens, Tokens.AsSpan(0, 7).ToArray()]))[1])),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_prediction_under_reload_is_that_of_one_file_and_the_last_loaded_counts(string name)
    {
        (Func<int, IRecurrentModel> make, Prediction predict) = Predictions[name];
        IRecurrentModel model = make(1);
        string[] paths = [Path.Combine(_folder, "a.safetensors"), Path.Combine(_folder, "b.safetensors")], keys = new string[2];
        for (int i = 0; i < 2; i++)
        {
            IRecurrentModel other = make(i + 1);
            ModelFile.Save(other.Parameters, paths[i]);
            keys[i] = predict(other);
        }

        Assert.NotEqual(keys[0], keys[1]);
        int wrong = 0;
        (int loads, Dictionary<string, long> counts) = Soak.Alternate(3, () => () => predict(model), keys, load =>
        {
            ModelFile.Load(model.Parameters, paths[load % 2]);
            if (predict(model) != keys[load % 2])
                wrong++;
        });
        output.WriteLine(
            $"{loads} loads, {wrong} not seen; {counts.GetValueOrDefault(keys[0])} and {counts.GetValueOrDefault(keys[1])} predictions, "
            + $"{counts.Where(pair => !keys.Contains(pair.Key)).Sum(pair => pair.Value)} of neither");
        Assert.Equal(0, wrong);
        Assert.Equal(keys.Order(), counts.Keys.Order()); // both were seen, and nothing else
    }

    [Fact]
    public void The_length_of_a_soak_may_be_a_part_of_a_second() =>
        Assert.Equal([0.4, 0.4, 1.5, 30], new[] { null, "0.4", "1.5", "30" }.Select(text => Soak.LengthOf(text).TotalSeconds));

    [Fact]
    public void Each_step_of_a_stream_under_reload_uses_one_set()
    {
        TokenModel a = new(1), b = new(2), model = new(1);
        var valid = new List<string>();
        foreach (TokenModel first in new[] { a, b })
        {
            foreach (TokenModel second in new[] { a, b })
            {
                TokenModel.Stream one = first.CreateStream(), two = second.CreateStream();
                float[] values = new float[12];
                one.Step([3], values);
                two.State = one.State;
                two.Step([7], values);
                valid.Add(Soak.Key(values));
            }
        }

        float[] setA = a.Parameters.ToArray(), setB = b.Parameters.ToArray();
        string[] wanted = [valid[0], valid[^1]]; // both steps with one set
        Assert.NotEqual(wanted[0], wanted[1]);
        (int changes, Dictionary<string, long> counts) = Soak.Alternate(3, () =>
        {
            TokenModel.Stream stream = model.CreateStream();
            float[] values = new float[12];
            return () =>
            {
                stream.Reset();
                stream.Step([3], values);
                stream.Step([7], values);
                return Soak.Key(values);
            };
        }, wanted, change => model.Parameters.Set(change % 2 == 0 ? setB : setA));
        output.WriteLine($"{changes} changes under {counts.Values.Sum()} pairs of steps");
        Assert.All(counts.Keys, key => Assert.Contains(key, valid));
        Assert.All(wanted, key => Assert.Contains(key, counts.Keys));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_prediction_under_training_is_that_of_one_update(bool average)
    {
        var model = new TokenModel(1);
        var sets = new HashSet<string> { Soak.Key(model.Predict(Tokens)) };
        void Note() => sets.Add(Soak.Key(model.Predict(Tokens)));
        History history = null!;
        var until = Stopwatch.StartNew();
        Dictionary<string, long> counts = Soak.Run(2, () => () => Soak.Key(model.Predict(Tokens)), () => history = model.Fit(
            SequenceSet.NextToken([.. Enumerable.Range(0, 24).Select(i => Sets.Classes(9, 12, i))]),
            new FitOptions
            {
                Epochs = int.MaxValue,
                BatchSize = 8,
                Optimizer = new Adam(0.01f),
                Average = average ? new WeightAverage(0.9) : null,
                Callbacks =
                [
                    new Callback
                    {
                        Batch = context =>
                        {
                            Note();
                            if (until.Elapsed > Soak.Length)
                                context.StopTraining();
                        },
                        Epoch = (_, _) => Note(),
                        End = _ => Note(),
                    },
                ],
            }));
        output.WriteLine($"{history.Updates} updates under {counts.Values.Sum()} predictions of {counts.Count} sets");
        Assert.All(counts.Keys, key => Assert.Contains(key, sets));
        Assert.True(counts.Count > 1, "nothing was predicted between two updates");
        var copy = new TokenModel(5);
        copy.Parameters.Set(model.Parameters.Read());
        Assert.Equal(copy.Predict(Tokens), model.Predict(Tokens));
    }

    [Fact]
    public void A_pair_predicts_with_the_encoder_and_the_decoder_of_one_set()
    {
        (EncoderDecoder a, EncoderDecoder b, EncoderDecoder pair) = (Pair(1), Pair(5), Pair(1));
        string Predict(EncoderDecoder one) => Soak.Key(((IRecurrentModel)one).Predict(Talks.Set)[0]);
        string[] keys = [Predict(a), Predict(b)];
        float[] setA = a.Parameters.ToArray(), setB = b.Parameters.ToArray();
        Assert.NotEqual(keys[0], keys[1]);
        (int changes, Dictionary<string, long> counts) = Soak.Alternate(
            2, () => () => Predict(pair), keys, change => pair.Parameters.Set(change % 2 == 0 ? setB : setA));
        output.WriteLine($"{changes} changes under {counts.Values.Sum()} predictions");
        Assert.Equal(keys.Order(), counts.Keys.Order());
    }

    [Fact]
    public void A_prediction_inside_rename_uses_the_old_set_and_is_not_kept()
    {
        SineModel model = new(1), other = new(2);
        string path = Path.Combine(_folder, "a.safetensors"), before = Soak.Key(model.Predict(Features));
        other.Save(path);
        var inside = new List<string>();
        ModelFile.Load(model.Parameters, path, new ModelLoadOptions
        {
            Rename = name =>
            {
                inside.Add(Soak.Key(model.Predict(Features)));
                return name;
            },
        });
        Assert.Equal(SineModel.Description.Parameters.Length, inside.Count); // rename is called once for each name
        Assert.All(inside, key => Assert.Equal(before, key));
        Assert.Equal(other.Predict(Features), model.Predict(Features));
    }

    [Fact]
    public void A_change_that_fails_leaves_the_old_set()
    {
        var model = new TokenModel(1);
        float[] before = model.Parameters.ToArray();
        int version = model.Parameters.Version;
        Assert.Throws<FormatException>(() => model.Parameters.Update(values =>
        {
            values[..100].Clear();
            throw new FormatException();
        }));
        Assert.Equal(before, model.Parameters.ToArray());
        Assert.Equal(version, model.Parameters.Version);
        Assert.Throws<FormatException>(() => model.Embedding.Load((id, vector) => id < 5 ? Fill(vector) : throw new FormatException()));
        Assert.Equal(before, model.Parameters.ToArray());
    }

    [Fact]
    public void Changes_inside_a_change_and_predictions_of_half_written_values_are_refused()
    {
        var model = new TokenModel(1);
        string before = Soak.Key(model.Predict(Tokens));
        model.Parameters.Update(values =>
        {
            values.Fill(0.25f);
            Assert.Equal(before, Soak.Key(model.Predict(Tokens)));
            Assert.Contains(
                "End that change", Assert.Throws<InvalidOperationException>(() => model.Parameters.Set("head.bias", new float[12])).Message,
                StringComparison.Ordinal);
        });
        Assert.Equal(0.25f, model.Parameters.Read()[0]);
        using (ParameterWriting writing = model.Parameters.BeginUpdate())
        {
            writing["head.bias"].Clear();
            Assert.Contains(
                "half written", Assert.Throws<InvalidOperationException>(() => model.Predict(Tokens).Length).Message,
                StringComparison.Ordinal);
        }

        Assert.NotEqual(before, Soak.Key(model.Predict(Tokens)));
    }

    private static bool Fill(Span<float> vector)
    {
        vector.Fill(1f);
        return true;
    }

    private static EncoderDecoder Pair(int seed) => new(new WordReader(seed), new WordWriter(seed + 1));

    private static LabelModel Attentive(int seed)
    {
        var model = new LabelModel(seed);
        model.Weights.HeadAttentionBias = [seed]; // shared by all scores of a row, but read in place until now
        return model;
    }

    private static string Tags(IRecurrentModel model)
    {
        var tagger = (CrfTagger)model;
        int[] tags = new int[Tokens.Length];
        tagger.Decode(Tokens, 1, default, tags);
        return string.Join(' ', tags);
    }
}

/// <summary>Wide enough for threads to share its units.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(128)]
[Regression(2)]
public partial class WideReload;

/// <summary>Reads weight and bias of a normalization.</summary>
[RecurrentModel]
[Features(3)]
[LayerNorm]
[Gru(8)]
[LayerNorm]
[Regression(2)]
public partial class NormalizedReload;

/// <summary>Reads the table as vectors and as the head's weights.</summary>
[RecurrentModel]
[Embedding(12, 8)]
[Lstm(8)]
[LanguageModel(TieWeights = true)]
public partial class TiedReload;
