using System.Runtime.Versioning;
using LstmGen.Data;
using LstmGen.Interchange;
using LstmGen.Serialization;
using LstmGen.Testing;
using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>
/// What is saved is whole, and what is loaded is what was saved. What was wrong: a bit flip in a model or a checkpoint went unnoticed,
/// opening a checkpoint deleted the temporary file of a living process, a failed save destroyed the older file, and a device node was
/// replaced by a file.
/// </summary>
/// <remarks><c>LSTMGEN_SAVES</c> sets how many saves run beside threads that look for leftovers.</remarks>
public sealed class SavingTests : IDisposable
{
    private const int DefaultSaves = 250;

    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-saving-").FullName;

    private static int Saves => int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_SAVES"), out int wish) ? wish : DefaultSaves;

    private string Model => Path.Combine(_folder, "model.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_bit_flip_in_the_data_of_a_model_is_noticed_and_leaves_the_old_weights()
    {
        new TinyRegression(1).Save(Model);
        byte[] whole = File.ReadAllBytes(Model);
        int header = 8 + BitConverter.ToInt32(whole);
        var model = new TinyRegression(2);
        float[] before = model.Parameters.ToArray();
        var random = new SeededRandom(1);
        for (int i = 0; i < 300; i++)
        {
            byte[] damaged = [.. whole];
            damaged[header + random.NextInt(whole.Length - header)] ^= (byte)(1 << random.NextInt(8));
            File.WriteAllBytes(Model, damaged);
            Assert.Contains(
                "checksum", Assert.Throws<SafetensorsException>(() => ModelFile.Load(model.Parameters, Model)).Message,
                StringComparison.Ordinal);
        }

        Assert.Equal(before, model.Parameters.ToArray());
    }

    [Fact]
    public void A_damaged_checkpoint_falls_back_to_the_one_before_and_says_so()
    {
        string path = Path.Combine(_folder, "run.safetensors");
        FitOptions Options(int epochs, bool resume) => new()
        {
            Epochs = epochs, BatchSize = 4, Checkpoint = new() { Path = path, Resume = resume }
        };
        SequenceSet set = Sets.Regression(12);
        var straight = new TinyRegression(1);
        straight.Fit(set, Options(4, false) with { Checkpoint = null });
        new TinyRegression(1).Fit(set, Options(3, false));
        byte[] newest = File.ReadAllBytes(path), previous = File.ReadAllBytes(path + ".bak");
        var random = new SeededRandom(3);
        for (int i = 0; i < 20; i++)
        {
            byte[] damaged = [.. newest];
            damaged[random.NextInt(newest.Length)] ^= (byte)(1 << random.NextInt(8));
            File.WriteAllBytes(path, damaged);
            File.WriteAllBytes(path + ".bak", previous);
            var resumed = new TinyRegression(7);
            History history = resumed.Fit(set, Options(4, true));
            Assert.Equal(path + ".bak", history.ResumedFrom);
            Assert.Contains(path, history.ResumeNote, StringComparison.Ordinal);
            Weights.AssertSameBits(straight, resumed);
        }
    }

    [Fact]
    public void Two_runs_on_one_path_do_not_stop_each_other_and_leave_a_whole_file()
    {
        string path = Path.Combine(_folder, "shared.safetensors");
        SequenceSet set = Sets.Regression(8);
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            for (int run = 0; run < 5; run++)
                new TinyRegression(1).Fit(set, new FitOptions
                {
                    Epochs = 6, BatchSize = 4, Checkpoint = new() { Path = path, EveryBatches = 1, Resume = i % 2 == 0 }
                });
        });
        Assert.True(SafetensorsFile.Open(path).IsChecked);
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp"));
    }

    [Fact]
    public void What_a_living_process_writes_is_not_removed_and_what_a_dead_one_left_is()
    {
        string left = $"{Model}.{Guid.NewGuid():N}.tmp";
        File.WriteAllText(left, "half");
        AtomicFile.Write(Model, stream =>
        {
            stream.Write("whole"u8);
            stream.Flush();
            AtomicFile.RemoveLeftovers(Model);
        });
        Assert.Equal("whole", File.ReadAllText(Model));
        Assert.Equal([Model], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Who_looks_for_leftovers_takes_none_that_is_just_being_created()
    {
        bool done = false;
        Thread[] lookers = [.. Enumerable.Range(0, 3)
            .Select(_ => new Thread(() => { while (!Volatile.Read(ref done)) AtomicFile.RemoveLeftovers(Model); }))];
        foreach (Thread looker in lookers) looker.Start();
        try
        {
            for (int i = 0; i < Saves; i++)
                AtomicFile.WriteText(Model, "whole");
        }
        finally
        {
            Volatile.Write(ref done, true);
            foreach (Thread looker in lookers) looker.Join();
        }

        Assert.Equal("whole", File.ReadAllText(Model));
    }

    [Fact]
    public void A_save_that_fails_leaves_the_older_file()
    {
        AtomicFile.WriteText(Model, "old");
        Assert.Contains(
            "Line 2", Assert.Throws<ArgumentException>(() => AtomicFile.WriteText(Model, "a\nb\ud83d")).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => AtomicFile.Write(Model, stream =>
        {
            stream.Write("new"u8);
            throw new IOException("No space left on device");
        }));
        Assert.Equal("old", File.ReadAllText(Model));
        Assert.Equal([Model], Directory.GetFiles(_folder));
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void A_save_keeps_the_mode_follows_links_and_writes_to_devices()
    {
        string link = Path.Combine(_folder, "link");
        AtomicFile.WriteText(Model, "old");
        File.SetUnixFileMode(Model, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
        File.CreateSymbolicLink(link, Model);
        AtomicFile.WriteText(link, "new");
        Assert.Equal("new", File.ReadAllText(Model));
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite, File.GetUnixFileMode(Model));
        AtomicFile.WriteText("/dev/null", "nothing");
        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }

    [Fact]
    public void A_file_of_another_kind_is_called_by_its_name_with_what_to_do()
    {
        File.WriteAllBytes(Model, [.. "PK\u0003\u0004"u8, 20, 0, 8, 8, 0, 0, 0, 0]);
        Assert.Contains(
            "lstmgen convert", Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(Model)).Message,
            StringComparison.Ordinal);
        File.WriteAllBytes(Model, [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9]);
        Assert.Contains(".pt", Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(Model)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SafetensorsType.I8)]
    [InlineData(SafetensorsType.U8)]
    [InlineData(SafetensorsType.Bool)]
    [InlineData(SafetensorsType.I64)]
    public void Tensors_that_hold_no_real_numbers_are_no_weights(SafetensorsType type)
    {
        Write(
            info => new SafetensorsEntry(info.Name, type, [.. info.Shape.Select(n => (long)n)], () => new byte[info.Length * type.Size()]));
        Assert.Contains(
            type.Name(), Assert.Throws<SafetensorsException>(() => TinyRegression.Load(Model)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e300)]
    public void Weights_that_are_not_finite_are_refused(double value)
    {
        Write(
            info =>
                SafetensorsEntry.Create(
                    info.Name, Enumerable.Repeat(info.Name == "head.bias" ? value : 0, info.Length).ToArray(),
                    [.. info.Shape.Select(n => (long)n)]));
        Assert.Contains(
            "'head.bias'", Assert.Throws<SafetensorsException>(() => TinyRegression.Load(Model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_a_classifier_is_not_taken_by_a_regression_of_the_same_shapes()
    {
        new SameShapes.Classifier(1).Save(Model);
        string message = Assert.Throws<SafetensorsException>(() => SameShapes.Regressor.Load(Model)).Message;
        Assert.Contains("Classifier", message, StringComparison.Ordinal);
        Assert.Contains("Regression", message, StringComparison.Ordinal);
        var model = new SameShapes.Regressor(2);
        ModelFile.Load(model.Parameters, Model, new ModelLoadOptions { AnyDeclaration = true });
        Assert.Equal(new SameShapes.Classifier(1).Parameters.ToArray(), model.Parameters.ToArray());
    }

    [Fact]
    public void Columns_and_classes_called_otherwise_are_said()
    {
        var names = new ModelNames
        {
            Columns = ["x", "y", "z"], Classes = new Dictionary<string, IReadOnlyList<string>> { ["head"] = ["still", "walks"] }
        };
        new SameShapes.Classifier(1).Save(Model, new() { Names = names });
        Assert.Equal(names.Columns, ModelFile.ReadNames(Model).Columns);
        SameShapes.Classifier.Load(Model, new() { Names = names });
        Assert.Contains(
            "columns are x, y, z",
            Assert.Throws<SafetensorsException>(
                () => SameShapes.Classifier.Load(Model, new() { Names = names with { Columns = ["y", "x", "z"] } })).Message,
                StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new SameShapes.Classifier(1).Save(Model, new() { Names = names with { Columns = ["x"] } }));
    }

    [Fact]
    public void Two_parameters_that_read_one_tensor_are_refused()
    {
        new TinyRegression(1).Save(Model);
        var model = new TinyRegression(2);
        float[] before = model.Parameters.ToArray();
        string message =
            Assert.Throws<SafetensorsException>(
                () =>
                    ModelFile.Load(
                        model.Parameters, Model, new() { Rename = name => name == "lstm.bias_hh_l0" ? "lstm.bias_ih_l0" : name })).Message;
        Assert.Contains("'lstm.bias_hh_l0'", message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.ToArray());
    }

    [Fact]
    public void A_block_in_which_a_stream_computes_cannot_be_moved()
    {
        var model = new TinyRegression(1);
        TinyRegression.Stream stream = model.CreateStream();
        float[] output = new float[2];
        stream.Step([1, 2, 3], output);
        stream.Step([1, 2, 3], output);
        Assert.Throws<InvalidOperationException>(() => stream.Heads[0].Outputs.EnsureLength(1 << 20));
        stream.Step([1, 2, 3], output);
        Assert.Equal(model.Predict([1, 2, 3, 1, 2, 3, 1, 2, 3]), output);
    }

    private void Write(Func<ParameterInfo, SafetensorsEntry> entry) =>
        SafetensorsWriter.Write(Model, [.. TinyRegression.Description.Parameters.Select(entry)]);
}
