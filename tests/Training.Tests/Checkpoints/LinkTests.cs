using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>A checkpoint through a symbolic link: all that belongs to it lies beside the file that the link names.</summary>
public sealed class LinkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-link-").FullName;

    private string Link => Path.Combine(_folder, "link.safetensors");

    private string Target => Path.Combine(_folder, "real", "run.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_one_before_is_taken_where_the_file_is_damaged_or_gone(bool gone)
    {
        CreateLink();
        new TinyRegression(1).Fit(Sets.Regression(8), Options(resume: false));
        Assert.Equal([Target, Target + ".bak"], Directory.GetFiles(Path.GetDirectoryName(Target)!).Order(StringComparer.Ordinal));
        if (gone)
            File.Delete(Target);
        else
            File.WriteAllText(Target, "damaged");
        History history = new TinyRegression(2).Fit(Sets.Regression(8), Options(resume: true));
        Assert.Equal(Target + ".bak", history.ResumedFrom);
        Assert.Contains(Link, history.ResumeNote, StringComparison.Ordinal);
        Assert.NotNull(new FileInfo(Link).LinkTarget);
    }

    [Fact]
    public void Left_overs_beside_the_file_go()
    {
        CreateLink();
        string left = $"{Target}.{Guid.NewGuid():N}.tmp";
        File.WriteAllText(left, "");
        new TinyRegression(1).Fit(Sets.Regression(8), Options(resume: false));
        Assert.False(File.Exists(left));
    }

    [Fact]
    public void A_folder_that_is_missing_or_in_the_way_is_named_before_anything_is_trained()
    {
        CreateLink();
        Directory.CreateDirectory(Target + ".bak");
        Assert.Contains($"'{Target}.bak' is a folder", Refusal(), StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(Target)!, recursive: true);
        Assert.Contains($"the folder '{Path.GetDirectoryName(Target)}' does not exist", Refusal(), StringComparison.Ordinal);
    }

    private string Refusal() => Assert.Throws<ArgumentException>(
        () => new TinyRegression(1).Fit(Sets.Regression(8), Options(resume: false))).Message;

    private FitOptions Options(bool resume) => new()
    {
        Epochs = 3, BatchSize = 4, Checkpoint = new() { Path = Link, Resume = resume }
    };

    private void CreateLink()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        File.CreateSymbolicLink(Link, Path.Combine("real", "run.safetensors"));
    }
}
