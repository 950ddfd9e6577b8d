using LstmGen.Interchange;
using LstmGen.Samples.Translation;
using LstmGen.Training;

namespace LstmGen.Samples.Tests;

/// <summary>ONNX files of the samples' models: each is loaded by its own class, and not once that is changed.</summary>
public class OwnFileTests
{
    // A decoder's dense bridge is part of the pair's file alone.
    private static readonly IRecurrentModel[] Models = [.. Catalog.Models().Where(model => model.Description.Bridges.IsEmpty)];

    [Fact]
    public void A_file_is_loaded_by_its_class_and_not_by_a_changed_one()
    {
        var faults = new List<string>();
        foreach (IRecurrentModel written in Models)
        {
            WeightFile file = Exported(written);
            ModelDescription description = written.Description;
            var same = new Stored(description);
            if (Load(same, file) is { } error)
                faults.Add(error);
            else if (!same.Parameters.ToArray().AsSpan().SequenceEqual(written.Parameters.Read()))
                faults.Add($"{description.Name}: other values");
            string[] lines = description.Declaration.Split('\n');
            string changed = string.Join('\n', lines[..^1].Append("Activation Function=Relu").Append(lines[^1]));
            if (Load(new Stored(Changed(description, changed)), file) is not { } refusal)
                faults.Add($"{description.Name}: a function before its last head is not noticed");
            else if (!refusal.Contains("'Activation Function=Relu' stands in the declaration", StringComparison.Ordinal))
                faults.Add(refusal);
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
        Assert.True(Models.Length > 20, $"{Models.Length} models");
    }

    [Fact]
    public void A_pair_is_loaded_whole_and_by_its_parts()
    {
        var pair = new EncoderDecoder(new CharacterReader(1), new CharacterWriter(2));
        var read = new EncoderDecoder(new CharacterReader(3), new CharacterWriter(4));
        WeightFile file = Exported(pair);
        WeightLoader.Load(read, file);
        Assert.Equal(pair.Parameters.ToArray(), read.Parameters.ToArray());
        var encoder = new CharacterReader(5);
        var decoder = new CharacterWriter(6);
        WeightLoader.Load(encoder, file, new LoadOptions { Prefix = "encoder." });
        WeightLoader.Load(decoder, file, new LoadOptions { Prefix = "decoder." });
        float[] parts = [.. encoder.Parameters.ToArray(), .. decoder.Parameters.ToArray()];
        Assert.Equal(pair.Parameters.ToArray(), parts);
    }

    private static WeightFile Exported(IRecurrentModel model)
    {
        using var stream = new MemoryStream();
        OnnxExport.Save(model, stream);
        stream.Position = 0;
        return WeightFile.Read(stream, model.Description.Name);
    }

    private static ModelDescription Changed(ModelDescription model, string declaration) => new()
    {
        Name = model.Name, Features = model.Features, Vocabulary = model.Vocabulary, TimeSteps = model.TimeSteps, Causal = model.Causal,
        CausalBody = model.CausalBody,
        Parameters = model.Parameters, States = model.States, Heads = model.Heads, Declaration = declaration, Table = model.Table,
    };

    private static string? Load(IRecurrentModel model, WeightFile file)
    {
        try
        {
            WeightLoader.Load(model, file);
            return null;
        }
        catch (InterchangeException e)
        {
            return e.Message;
        }
    }

    // A class of the same parameters that computes nothing.
    private sealed class Stored(ModelDescription description) : IRecurrentModel
    {
        public ParameterStore Parameters { get; } = new(description);

        public ModelWorkspace CreateWorkspace(bool training) => throw new NotSupportedException();

        public void Forward(ModelWorkspace workspace) => throw new NotSupportedException();

        public double Loss(ModelWorkspace workspace) => throw new NotSupportedException();

        public void Backward(ModelWorkspace workspace, AlignedBuffer gradients) => throw new NotSupportedException();
    }
}
