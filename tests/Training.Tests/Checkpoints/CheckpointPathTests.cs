using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>A file that cannot be written is refused before anything is trained, and a damaged one says how to go on without it.</summary>
public sealed class CheckpointPathTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-checkpoint-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "run.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData(".bak")]
    public void A_folder_in_its_place_is_named(string end)
    {
        Directory.CreateDirectory(Path + end);
        Refuses($"'{Path + end}' is a folder", new() { Path = Path });
    }

    [Fact]
    public void A_search_has_no_file_of_blanks_and_none_that_is_a_folder()
    {
        var search = new GridSearch([SearchParameter.Choice("x", 1, 2)]);
        foreach (string path in new[] { "", "  ", _folder })
            Assert.StartsWith("Path is ", Assert.Throws<ArgumentException>(
                () => search.Run(_ => 1.0, new SearchOptions { Path = path })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_without_one_before_says_how_to_begin_anew()
    {
        File.WriteAllText(Path, "damaged");
        Refuses("There is none before it. Set Resume = false to begin anew", new() { Path = Path, Resume = true });
        File.WriteAllText(Path + ".bak", "damaged too");
        Refuses("The one before is damaged too: ", new() { Path = Path, Resume = true });
        File.Delete(Path);
        Refuses("is missing. The one before is damaged: ", new() { Path = Path, Resume = true });
        Refuses("Set Resume = false to begin anew", new() { Path = Path, Resume = true });
    }

    [Fact]
    public void A_run_cannot_be_made_shorter()
    {
        SequenceSet set = Sets.Regression(8);
        FitOptions Options(int epochs) => new() { Epochs = epochs, BatchSize = 4, Checkpoint = new() { Path = Path, EveryBatches = 1 } };
        new TinyRegression(1).Fit(set, Options(3));
        Refuses($"{Path} has 3 epochs, and Epochs is 2. Give at least 3", new() { Path = Path, Resume = true }, epochs: 2);

        var stop = new Callback { Batch = context => { if (context.Updates > 5) throw new TimeoutException(); } };
        Assert.Throws<TimeoutException>(() => new TinyRegression(1).Fit(set, Options(4) with { Callbacks = [stop] }));
        CheckpointOptions resumed = new() { Path = Path, EveryBatches = 1, Resume = true };
        Refuses($"{Path} stands in epoch 3, and Epochs is 2. Give at least 3", resumed, epochs: 2);
        Assert.Equal(3, new TinyRegression(2).Fit(set, Options(3) with { Checkpoint = resumed }).Epochs.Count);
    }

    private static void Refuses(string words, CheckpointOptions checkpoint, int epochs = 3)
    {
        var model = new TinyRegression(3);
        float[] before = Weights.Copy(model);
        Exception error = Assert.ThrowsAny<Exception>(
            () => model.Fit(Sets.Regression(8), new FitOptions { Epochs = epochs, BatchSize = 4, Checkpoint = checkpoint }));
        Assert.True(error is ArgumentException or SafetensorsException, error.ToString());
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Weights.AssertSameBits(before, Weights.Copy(model));
    }
}
