using System.Text;

namespace LstmGen.Data.Tests;

/// <summary>A file that lives as long as a test.</summary>
internal sealed class TempFile : IDisposable
{
    public TempFile(string text, string extension = ".txt")
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"lstmgen-{Guid.NewGuid():N}{extension}");
        File.WriteAllText(Path, text, new UTF8Encoding(false));
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
