using System.Reflection;

namespace LstmGen.Generator.Tests.Misuse;

/// <summary>
/// <c>Step</c> with too small an output threw, but had taken the step. Every call that writes to what it is given says what is wrong before
/// anything changes: a call that fails leaves the model, the stream and the other results as they were.
/// </summary>
public sealed class RoomTests
{
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using LstmGen;

        [RecurrentModel]
        [Features(2)]
        [Lstm(4)]
        [Regression(3, Name = "level")]
        [Classification(2, Name = "kind")]
        public partial class Two;

        [RecurrentModel]
        [Features(2)]
        [Gru(4)]
        [Regression(1)]
        public partial class One;

        [RecurrentModel]
        [Embedding(vocabulary: 7, size: 4)]
        [Lstm(4)]
        [LanguageModel]
        public partial class Writer;

        [RecurrentModel]
        [Embedding(vocabulary: 7, size: 4)]
        [Lstm(4, Bidirectional = true)]
        [Classification(2, Pooling = Pooling.Attention)]
        public partial class Attentive;

        [RecurrentModel]
        [Embedding(vocabulary: 7, size: 4)]
        [Lstm(4, Bidirectional = true)]
        [Tagging(3, Crf = true)]
        public partial class Tagger;

        [RecurrentModel]
        [Features(2)]
        [Lstm(4)]
        [Ctc(3)]
        public partial class Speller;

        public static class Calls
        {
            private static readonly float[] X = { 0.5f, -1f, 2f, 0.25f, -0.5f, 1f };
            private static readonly int[] Ids = { 1, 4, 2 };

            // A step that fails, between two that do not, leaves no trace.
            public static float[][] StepOfTwo(int batch, int input, int level, int kind)
            {
                var stream = new Two(1).CreateStream(batch);
                var results = new List<float[]>();
                for (int t = 0; t < 3; t++)
                {
                    float[] a = new float[3 * batch], b = new float[2 * batch];
                    Fails(() => stream.Step(new float[input], new float[level], new float[kind]));
                    stream.Step(X[..(2 * batch)], a, b);
                    results.Add(a);
                    results.Add(b);
                }

                return results.ToArray();
            }

            public static float[][] StepOfTwoWithoutFailures(int batch)
            {
                var stream = new Two(1).CreateStream(batch);
                var results = new List<float[]>();
                for (int t = 0; t < 3; t++)
                {
                    float[] a = new float[3 * batch], b = new float[2 * batch];
                    stream.Step(X[..(2 * batch)], a, b);
                    results.Add(a);
                    results.Add(b);
                }

                return results.ToArray();
            }

            public static bool StepOfOne(int room)
            {
                One.Stream stream = new One(1).CreateStream(), other = new One(1).CreateStream();
                float[] a = new float[1], b = new float[1];
                bool same = true;
                for (int t = 0; t < 3; t++)
                {
                    Fails(() => stream.StepRaw(X.AsSpan(2 * t, 2), new float[room]));
                    Fails(() => stream.Step(X.AsSpan(2 * t, 1), a));
                    stream.Step(X.AsSpan(2 * t, 2), a);
                    other.Step(X.AsSpan(2 * t, 2), b);
                    same &= a[0] == b[0];
                }

                return same;
            }

            public static bool StepOfTokens(int token, int room)
            {
                Writer.Stream stream = new Writer(1).CreateStream(), other = new Writer(1).CreateStream();
                float[] a = new float[7], b = new float[7];
                bool same = true;
                foreach (int id in Ids)
                {
                    Fails(() => stream.Step(new[] { token }, new float[room]));
                    stream.Step(new[] { id }, a);
                    other.Step(new[] { id }, b);
                    same &= a.SequenceEqual(b);
                }

                return same;
            }

            // The states of streams of other sizes.
            public static void States()
            {
                Two.Stream stream = new Two(1).CreateStream(2), fresh = new Two(1).CreateStream(1);
                stream.Step(X[..4], new float[6], new float[4]);
                float[] before = stream.State.Values.ToArray();
                Fails(() => stream.CopyFrom(fresh));
                Fails(() => stream.State = fresh.State);
                Fails(() => stream.CopyState(fresh.State));
                Fails(() => fresh.CopyFrom(stream));
                Fails(() => stream.State = new ModelState(Writer.Description.States, 1));
                Fails(() => stream.State = new ModelState(One.Description.States, 2));
                if (!before.SequenceEqual(stream.State.Values.ToArray()))
                    throw new Exception("The state has changed.");
            }

            // Results that have room stay as they are where another has none.
            public static void Predict(int level, int kind)
            {
                float[] a = Enumerable.Repeat(7f, level).ToArray(), b = Enumerable.Repeat(7f, kind).ToArray();
                Fails(() => new Two(1).Predict(X, 1, a, b));
                Fails(() => new Two(1).Predict(X, 1, new[] { 2 }, a, b));
                Untouched(a.Concat(b));
            }

            public static void PredictWithAttention(int outputs, int attention)
            {
                float[] a = Enumerable.Repeat(7f, outputs).ToArray(), b = Enumerable.Repeat(7f, attention).ToArray();
                Fails(() => new Attentive(1).PredictWithAttention(Ids, 1, default, a, b));
                Untouched(a.Concat(b));
            }

            public static void Decode(int tags)
            {
                int[] a = Enumerable.Repeat(7, tags).ToArray();
                Fails(() => new Tagger(1).Decode(Ids, 1, default, a));
                Untouched(a.Select(x => (float)x));
            }

            public static void Spell(int labels, int counts)
            {
                int[] a = Enumerable.Repeat(7, labels).ToArray(), b = Enumerable.Repeat(7, counts).ToArray();
                var model = new Speller(1);
                Fails(() => model.Decode(X, 1, default, a, b));
                Fails(() => model.DecodeBeam(X, 1, default, Speller.CreateBeamDecoder(4), a, b));
                Untouched(a.Concat(b).Select(x => (float)x));
            }

            // Decode had no form for one sequence.
            public static void DecodeOne()
            {
                var tagger = new Tagger(3);
                var tags = new int[3];
                tagger.Decode(Ids, 1, default, tags);
                Same(tags, tagger.Decode(Ids).ToArray());
                Same(tags[..1].Length, tagger.Decode(Ids.AsSpan(0, 1)).Length);

                var speller = new Speller(3);
                int[] labels = new int[3], counts = new int[1];
                speller.Decode(X, 1, default, labels, counts);
                Same(labels[..counts[0]], speller.Decode(X).ToArray());
                CtcBeamDecoder decoder = Speller.CreateBeamDecoder(4);
                speller.DecodeBeam(X, 1, default, decoder, labels, counts);
                Same(labels[..counts[0]], speller.DecodeBeam(X, decoder).ToArray());
                Fails(() => tagger.Decode(default(ReadOnlySpan<int>)));
                Fails(() => tagger.Decode(new[] { 9 }));
                Fails(() => speller.Decode(X.AsSpan(0, 3)));
            }

            private static void Same(int[] expected, int[] found)
            {
                if (!expected.SequenceEqual(found))
                    throw new Exception($"{string.Join(" ", found)} instead of {string.Join(" ", expected)}");
            }

            private static void Same(int expected, int found)
            {
                if (expected != found)
                    throw new Exception($"{found} instead of {expected}");
            }

            private static void Untouched(IEnumerable<float> values)
            {
                if (values.Any(value => value != 7f))
                    throw new Exception("Some results were written.");
            }

            private static void Fails(Action call)
            {
                try
                {
                    call();
                }
                catch (ArgumentException)
                {
                    return;
                }

                throw new Exception("Nothing was thrown.");
            }
        }
        """;

    private static readonly CompiledModels Compiled = ModelCompiler.Compile(Source);

    [Fact]
    public void A_step_that_fails_has_not_advanced_the_state()
    {
        foreach (int batch in new[] { 1, 3 })
        {
            var expected = (float[][])Run("StepOfTwoWithoutFailures", batch)!;
            (int Input, int Level, int Kind)[] wrong =
            [
                (2, 2, 2), (2, 4, 2), (2, 3, 1), (2, 3, 3), (2, 0, 2), (2, 3, 0), (1, 3, 2), (3, 3, 2), (0, 3, 2),
            ];
            foreach ((int input, int level, int kind) in wrong)
                Assert.Equal(expected, (float[][])Run("StepOfTwo", batch, input * batch, level * batch, kind * batch)!);
            Assert.Equal(expected, (float[][])Run("StepOfTwo", batch, 2 * batch, 3 * batch - 1, 2 * batch)!);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_raw_step_without_room_has_not_advanced_the_state(int room) => Assert.True((bool)Run("StepOfOne", room)!);

    [Theory]
    [InlineData(1, 6)]
    [InlineData(1, 8)]
    [InlineData(7, 7)]
    [InlineData(-1, 7)]
    public void A_token_or_an_output_that_is_wrong_has_not_advanced_the_state(int token, int room) =>
        Assert.True((bool)Run("StepOfTokens", token, room)!);

    [Fact]
    public void A_state_of_other_rows_or_another_model_is_refused_and_the_stream_stays_where_it_was() => Run("States");

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    [InlineData(3, 3)]
    [InlineData(0, 2)]
    public void Predict_writes_nothing_where_one_result_has_no_room(int level, int kind) => Run("Predict", level, kind);

    [Theory]
    [InlineData(2, 2)]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    public void Predict_with_attention_writes_nothing_where_one_result_has_no_room(int outputs, int attention) =>
        Run("PredictWithAttention", outputs, attention);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Decode_writes_nothing_where_the_tags_have_no_room(int tags) => Run("Decode", tags);

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    [InlineData(3, 2)]
    public void Labels_are_not_written_where_one_result_has_no_room(int labels, int counts) => Run("Spell", labels, counts);

    [Fact]
    public void One_sequence_can_be_decoded_without_batch_and_lengths() => Run("DecodeOne");

    private static object? Run(string name, params object[] arguments)
    {
        try
        {
            return Compiled.Assembly.GetType("Calls", throwOnError: true)!.GetMethod(name)!.Invoke(null, arguments);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            throw new InvalidOperationException($"{name}({string.Join(", ", arguments)}): {inner.Message}", inner);
        }
    }
}
