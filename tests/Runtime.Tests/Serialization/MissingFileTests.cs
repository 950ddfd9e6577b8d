using LstmGen.Interchange;
using Xunit;

namespace LstmGen.Runtime.Tests.Serialization;

/// <summary>Files that are not there: the error says which, and what was expected in its place.</summary>
public sealed class MissingFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_file_is_named_with_what_was_expected()
    {
        string path = _folder.File("model.safetensors");
        var error = Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Open(path));
        Assert.Equal(path, error.FileName);
        Assert.Equal(
            $"There is no file {path}. Expected is a safetensors file, such as model.Save(path) writes when the model is trained. Correct "
                + "the path.", error.Message);
        Assert.Equal(error.Message, Assert.Throws<FileNotFoundException>(() => ModelFile.ReadMetadata(path)).Message);
    }

    [Fact]
    public void A_missing_folder_is_named_too()
    {
        string path = _folder.File(Path.Combine("none", "model.safetensors"));
        Assert.StartsWith(
            $"There is no file {path} nor the folder {Path.GetDirectoryName(path)}. Expected is ",
            Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relative_path_is_shown_whole_too()
    {
        string path = $"{Guid.NewGuid():N}.safetensors";
        Assert.StartsWith(
            $"There is no file {path} (taken relative to the current folder, it is {Path.GetFullPath(path)}). Expected is ",
            Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        string folder = _folder.File("folder");
        Directory.CreateDirectory(folder);
        Assert.StartsWith(
            $"{folder} is a folder. Expected is a safetensors file", Assert.Throws<IOException>(() => SafetensorsFile.Open(folder)).Message,
            StringComparison.Ordinal);
    }
}
