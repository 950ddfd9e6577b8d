using LstmGen.Interchange;
using LstmGen.Reference.Golden;
using Xunit;

namespace LstmGen.Runtime.Tests.Serialization;

/// <summary>Files written by PyTorch's safetensors, where they are at hand.</summary>
public sealed class GoldenFilesTests
{
    [GoldenFact]
    public void Golden_files_are_read_whole_and_written_back_tensor_for_tensor()
    {
        string[] paths = Directory.GetFiles(SharedFolder.Golden!, "*.safetensors");
        Assert.NotEmpty(paths);
        foreach (string path in paths)
        {
            var file = SafetensorsFile.Open(path);
            Assert.True(file["input.x"].Type is SafetensorsType.F32 or SafetensorsType.I64);
            Assert.NotEqual(0d, file["expect.loss"].AsSpan<double>()[0]);
            Assert.All(file.Tensors, t => Assert.All(t.ToDoubles(), v => Assert.True(double.IsFinite(v))));

            var copy = new MemoryStream();
            SafetensorsWriter.Write(
                copy, [.. file.Tensors.Select(t => new SafetensorsEntry(t.Name, t.Type, t.Shape.AsSpan(), () => t.Bytes))]);
            var again = RawSafetensors.Read(copy.ToArray());
            Assert.Equal(file.Tensors.Select(t => t.ToString()), again.Tensors.Select(t => t.ToString()));
            Assert.All(file.Tensors, t => Assert.True(t.Bytes.SequenceEqual(again[t.Name].Bytes)));
        }
    }
}
