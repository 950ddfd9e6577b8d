using LstmGen.Interchange;
using LstmGen.Testing;
using Xunit;

namespace LstmGen.Runtime.Tests.Serialization;

public sealed class AtomicWriteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("model.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_write_that_fails_in_the_middle_leaves_the_old_file_and_nothing_else()
    {
        SafetensorsWriter.Write(Path, [Value(1)]);
        var before = File.ReadAllBytes(Path);
        var breaks = new SafetensorsEntry("late", SafetensorsType.F32, [1], () => throw new IOException("the disk is full"));

        Assert.Throws<IOException>(() => SafetensorsWriter.Write(Path, [Value(2), breaks], keepPrevious: true));

        Assert.Equal(before, File.ReadAllBytes(Path));
        Assert.Equal(["model.safetensors"], _folder.FileNames);
    }

    [Fact]
    public void A_provider_of_the_wrong_length_is_named_and_leaves_no_file()
    {
        var wrong = new SafetensorsEntry("w", SafetensorsType.F32, [2, 3], () => new byte[20]);

        var error = Assert.Throws<SafetensorsException>(() => SafetensorsWriter.Write(Path, [wrong]));

        Assert.Contains("tensor 'w': shape [2, 3] of F32 takes 24 bytes, its provider gave 20", error.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.FileNames);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named_and_no_temporary_file_is()
    {
        string path = _folder.File("missing/model.safetensors");
        var error = Assert.Throws<DirectoryNotFoundException>(() => SafetensorsWriter.Write(path, [Value(1)]));
        Assert.StartsWith(path + " cannot be written: there is no folder ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_named_and_no_temporary_file_is()
    {
        Directory.CreateDirectory(Path);
        var error = Assert.Throws<IOException>(() => SafetensorsWriter.Write(Path, [Value(1)]));
        Assert.Equal(Path + " cannot be written: it is a folder. Give the name of a file.", error.Message);
        Assert.Empty(_folder.FileNames);
    }

    [Fact]
    public void The_new_file_takes_the_place_of_the_old()
    {
        SafetensorsWriter.Write(Path, [Value(1)]);
        SafetensorsWriter.Write(Path, [Value(2)]);

        Assert.Equal(2f, Read(Path));
        Assert.Equal(["model.safetensors"], _folder.FileNames);
    }

    [Fact]
    public void The_previous_file_is_kept_on_request()
    {
        for (var i = 1; i <= 3; i++)
            SafetensorsWriter.Write(Path, [Value(i)], keepPrevious: true);

        Assert.Equal(3f, Read(Path));
        Assert.Equal(2f, Read(Path + ".bak"));
        Assert.Equal(["model.safetensors", "model.safetensors.bak"], _folder.FileNames);
    }

    [UnixFact]
    public void A_symbolic_link_stays_a_link_and_its_target_is_replaced()
    {
        var target = _folder.File("epoch-1.safetensors");
        SafetensorsWriter.Write(target, [Value(1)]);
        File.CreateSymbolicLink(Path, target);

        SafetensorsWriter.Write(Path, [Value(2)]);

        Assert.NotNull(new FileInfo(Path).LinkTarget);
        Assert.Equal(2f, Read(target));
    }

    private static SafetensorsEntry Value(float value) => SafetensorsEntry.Create("w", new[] { value }, 1);

    private static float Read(string path) => SafetensorsFile.Open(path)["w"].AsSpan<float>()[0];
}
