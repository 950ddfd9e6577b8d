using LstmGen.Interchange;
using Xunit;

namespace LstmGen.Runtime.Tests.Serialization;

/// <summary>Files of other programs say by what of this library they can be read.</summary>
public sealed class ForeignFileTests
{
    [Theory]
    [InlineData("504b0304000008080000", "a zip archive", "model.pt")]
    [InlineData("80028a0a6cfc9c46f920", "a file of PyTorch's older .pt form", "model.pt")]
    [InlineData("80027d71000000000000", "a Python pickle", "model.pt")]
    [InlineData("894844460d0a1a0a0000", "an HDF5 file", "model.h5")]
    public void What_the_reader_of_weights_knows_is_not_sent_to_Python(string start, string kind, string file)
    {
        string message = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Read(Convert.FromHexString(start))).Message;
        Assert.Contains(kind, message, StringComparison.Ordinal);
        Assert.Contains(
            "Load it with WeightLoader.Load (package LstmGen.Interchange), or convert it with the tool: "
                + $"lstmgen convert {file} model.safetensors.", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Python:", message, StringComparison.Ordinal);
    }
}
