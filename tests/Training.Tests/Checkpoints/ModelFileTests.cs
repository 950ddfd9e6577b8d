using LstmGen.Data;
using LstmGen.Interchange;
using Xunit;

namespace LstmGen.Training.Tests;

public class ModelFileTests
{
    [Fact]
    public void A_scaler_is_saved_with_the_model_and_both_come_back_bit_for_bit()
    {
        SequenceSet set = Sets.Regression(9, seed: 3);
        StandardScaler scaler = StandardScaler.Fit(set);
        var model = new TinyRegression(1);
        string path = Path.GetTempFileName();
        try
        {
            model.Save(path, new ModelSaveOptions { Metadata = scaler.ToMetadata() });
            TinyRegression loaded = TinyRegression.Load(path);
            Scaler restored = Scaler.FromMetadata(SafetensorsFile.Open(path).Metadata);
            Weights.AssertSameBits(model, loaded);
            Assert.Equal(model.Predict(scaler.Transform(set)), loaded.Predict(restored.Transform(set)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_checkpoint_is_no_model_and_is_called_so()
    {
        string path = Path.Combine(Path.GetTempPath(), $"lstmgen-{Guid.NewGuid():n}.safetensors");
        try
        {
            var model = new TinyRegression(1);
            model.Fit(Sets.Regression(4), new FitOptions { Epochs = 1, Checkpoint = new CheckpointOptions { Path = path } });
            Assert.Equal(
                $"{path} is a checkpoint of a training, not the file of a model. Go on with the training (FitOptions.Checkpoint with "
                    + "Resume = true), then save the model.",
                Assert.Throws<SafetensorsException>(() => TinyRegression.Load(path)).Message);
            var again = new TinyRegression(2);
            again.Fit(Sets.Regression(4), new FitOptions { Epochs = 1, Checkpoint = new CheckpointOptions { Path = path, Resume = true } });
            Weights.AssertSameBits(model, again);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Metadata_that_are_null_are_named()
    {
        var options = new ModelSaveOptions { Metadata = new Dictionary<string, string> { ["unit"] = null! } };
        using var stream = new MemoryStream();
        ArgumentException error = Assert.Throws<ArgumentException>(() => new TinyRegression(1).Save(stream, options));
        Assert.StartsWith("Metadata 'unit' is null", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);
    }
}
