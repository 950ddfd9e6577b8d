namespace LstmGen.Interchange.Tests;

/// <summary>What people give in the place of a file that is read: folders, and what TensorFlow saves in one.</summary>
public sealed class SavedModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saved-model-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_is_no_file_and_a_saved_model_is_named()
    {
        string message = Assert.Throws<IOException>(() => WeightFile.Open(_folder)).Message;
        Assert.Contains($"{_folder} is a folder. Give the name of a file in it", message, StringComparison.Ordinal);

        // Version 1, and a graph of 300 bytes.
        string graph = Path.Combine(_folder, "saved_model.pb");
        File.WriteAllBytes(graph, [0x08, 0x01, 0x12, 0xac, 0x02, .. new byte[300]]);
        message = Assert.Throws<IOException>(() => WeightFile.Open(_folder)).Message;
        Assert.Contains("is a SavedModel of TensorFlow, which is not read; save the model by model.save(\"model.keras\")", message,
            StringComparison.Ordinal);
        message = Assert.Throws<InterchangeException>(() => WeightFile.Open(graph)).Message;
        Assert.Contains("it is the graph of a SavedModel of TensorFlow", message, StringComparison.Ordinal);
    }
}
