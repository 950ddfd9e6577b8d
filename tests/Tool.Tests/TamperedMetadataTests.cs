using LstmGen.Interchange;

namespace LstmGen.Tool.Tests;

/// <summary>Files whose metadata somebody has changed: what the commands say of the declaration there.</summary>
public sealed class TamperedMetadataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-tool-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Whoever changes the metadata of a file gets a line and not a wrong model: sizes, kinds, values that are code.
    [Theory]
    [InlineData("Gru Bidirectional=true Hidden=4", "Gru Bidirectional=true Hidden=-4", "without a Hidden above 0")]
    [InlineData("Gru Bidirectional=true Hidden=4", "Gru Bidirectional=true Hidden=5", "is [12, 3], and its layers need [15, 3]")]
    [InlineData("Gru Bidirectional=true Hidden=4", "Gru Bidirectional=true Hidden=4 Layers=999999999", "999999999 layers")]
    [InlineData("Gru Bidirectional=true Hidden=4", "Gru Bidirectional=true Hidden=1999999999", "no array holds")]
    [InlineData("Gru Bidirectional=true Hidden=4", "Gru Hidden=4", "and its layers need [1, 4]")]
    [InlineData("Gru Bidirectional=true", "Gru Bias=false Bidirectional=true", "belongs to no layer")]
    [InlineData("Gru Bidirectional=true Hidden=4", "Gru Bidirectional=true Hidden=four", "no such number")]
    [InlineData("Gru Bidirectional=true Hidden=4", "Gru Hidden", "where a value is expected")]
    [InlineData("Gru Bidirectional=true Hidden=4", "Quantum Hidden=4", "declares Quantum")]
    [InlineData("Gru Bidirectional=true Hidden=4", "Cell Equations=\"twist a\" Hidden=4 | Title=\"Gru\"", "the statement 'twist a'")]
    [InlineData("Gru Bidirectional", "Conv1d Filters=4 Kernel=1 Stride=0\nGru Bidirectional", "Conv1d with Stride = 0")]
    [InlineData("Gru Bidirectional", "SelfAttention Heads=0\nGru Bidirectional", "values with Heads = 0")]
    [InlineData("Gru Bidirectional", "Features Size=2\nGru Bidirectional", "a second input")]
    [InlineData("Embedding", "Dropout Rate=0.1\nEmbedding", "Dropout before its input")]
    [InlineData("Gru Bidirectional", "Activation\nGru Bidirectional", "Activation without Function")]
    [InlineData("Gru Bidirectional=true Hidden=4", "Rnn Hidden=1 Projection=2147483647", "no array holds")]
    [InlineData("Model", "Model x", "has 'x' where a value is expected")]
    [InlineData("Model", "Attention", "'Attention' in its first line")]
    [InlineData("MultiLabel", "SequenceOutput | Name=\"answer\"\nMultiLabel", "two parts of the name 'answer'")]
    [InlineData("Gru Bidirectional", "Attention\nGru Bidirectional", "Attention without a Source")]
    [InlineData("Gru Bidirectional=true Hidden=4", "Cell Equations=\"state c\" Hidden=4 | Title=\"Gru\"", "1 states, 0 next values")]
    [InlineData("Gru Bidirectional=true Hidden=4", "Cell Equations=\"output add(a,#0)\" Hidden=4 | Title=\"Gru\"", "equations have 'a'")]
    [InlineData("Gru Bidirectional=true Hidden=4", "Cell Equations=\"output #0\" Hidden=4 | Title=\"Gru\"", "equations have '#0'")]
    public void A_declaration_in_the_metadata_that_does_not_fit_is_refused(string old, string made, string said)
    {
        string source = Tampered(old, made);
        foreach (string[] command in new string[][] { ["import", source, "--class", "X", "--out", _folder], ["verify", source, source],
            ["export", source, Path.Combine(_folder, "x.onnx")] })
        {
            ToolProcess run = ToolProcess.Run(command);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains(said, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        }

        Assert.Equal(0, ToolProcess.Run("inspect", source).ExitCode);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_number_of_the_metadata_that_is_none_is_named_with_the_file()
    {
        string source = Tampered("Gru Bidirectional=true Hidden=4", "Gru Bidirectional=true Hidden=4 Zoneout=x");
        foreach (string[] command in new string[][] { ["verify", source, source], ["export", source, Path.Combine(_folder, "x.onnx")] })
        {
            ToolProcess run = ToolProcess.Run(command);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("tampered.safetensors: the declaration in its metadata has Gru with Zoneout = x", run.Error,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Values_of_the_metadata_do_not_become_code()
    {
        string source = Tampered("| Name=\"both\"", "| Name=\"both\" Dropout=\"0.1)] class Evil; //\"");
        Assert.Equal(0, ToolProcess.Run("import", source, "--class", "X", "--out", _folder).ExitCode);
        string text = File.ReadAllText(Path.Combine(_folder, "X.cs"));
        Assert.Contains("[Gru(4, Bidirectional = true, ", text, StringComparison.Ordinal);
        Assert.Contains("Dropout = 0.1classEvilf", text, StringComparison.Ordinal); // no number, which the compiler says
    }

    // The file of a declared model with another declaration in its metadata.
    private string Tampered(string old, string made)
    {
        string path = Path.Combine(_folder, "tampered.safetensors");
        using (FileStream stream = File.Create(path))
            LstmGen.Interchange.Structure.Proposal.Of(WeightFile.Open(ToolProcess.File("keras3-words.keras"))).Save(stream, "Words");
        SafetensorsFile file = SafetensorsFile.Read(new MemoryStream(File.ReadAllBytes(path)), path);
        string declaration = file.Metadata["lstmgen.declaration"];
        Assert.Contains(old, declaration, StringComparison.Ordinal);
        SafetensorsWriter.Write(
            path,
            [.. file.Tensors.Select(tensor => new SafetensorsEntry(tensor.Name, tensor.Type, tensor.Shape.AsSpan(), () => tensor.Bytes))],
            new Dictionary<string, string> { ["lstmgen.declaration"] = declaration.Replace(old, made, StringComparison.Ordinal) });
        return path;
    }
}
