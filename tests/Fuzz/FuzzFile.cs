namespace LstmGen.Fuzz;

/// <summary>A path that changed files are written to, one after the other.</summary>
public sealed class FuzzFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-fuzz-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "file");

    public void Write(byte[] bytes)
    {
        File.Delete(Path + ".bak");
        File.WriteAllBytes(Path, bytes);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
