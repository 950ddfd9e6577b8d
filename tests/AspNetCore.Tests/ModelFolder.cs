namespace LstmGen.AspNetCore.Tests;

/// <summary>A folder of a test's own with a model's file.</summary>
internal sealed class ModelFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lstmgen-service-").FullName;

    public string File => System.IO.Path.Combine(Path, "reader.safetensors");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
