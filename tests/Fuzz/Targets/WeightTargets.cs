using System.Runtime.CompilerServices;
using LstmGen.Interchange;

namespace LstmGen.Fuzz;

/// <summary>Readers of weights: safetensors, a model's file, a checkpoint.</summary>
internal static class WeightTargets
{
    private static readonly string[] Json =
        ["{", "}", "[", "]", "\"", ",", ":", "null", "\"F32\"", "\"I8\"", "\"BF16\"", "-1", "0", "9223372036854775807", "1e9", "\\ud800",
            "\"__metadata__\"", "\"shape\"", "\"data_offsets\""];

    private static readonly SequenceSet Train = SequenceSet.FromFeatures([[1], [2]], 1).WithValues([1, 2], 1);

    public static IEnumerable<FuzzTarget> All()
    {
        var folder = Directory.CreateTempSubdirectory("lstmgen-fuzz-").FullName;
        try
        {
            var model = Path.Combine(folder, "model.safetensors");
            ModelFile.Save(new TinyModel(1).Parameters, model, new ModelSaveOptions
            {
                Metadata = new Dictionary<string, string> { ["note"] = "x" }
            });
            var checkpoint = Path.Combine(folder, "checkpoint");
            Fit(checkpoint, resume: false);
            byte[][] files = [File.ReadAllBytes(model), File.ReadAllBytes(checkpoint)];
            return
            [
                new FuzzTarget("safetensors", files, Json, path => SafetensorsFile.Open(path), e => e is SafetensorsException),
                new FuzzTarget("model file", files[..1], Json, path => Load(path), e => e is SafetensorsException),
                new FuzzTarget(
                    "checkpoint", files[1..], Json, path => Fit(path, resume: true), e => e is SafetensorsException or ArgumentException),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Load(string path)
    {
        var model = new TinyModel(2);
        var before = model.Parameters.Read().ToArray();
        try
        {
            ModelFile.Load(model.Parameters, path);
        }
        catch (SafetensorsException)
        {
            if (!model.Parameters.Read().SequenceEqual(before))
                throw new InvalidOperationException("A failed load changed the weights.");
            throw;
        }
    }

    private static void Fit(string path, bool resume) => new TinyModel(1).Fit(Train, new FitOptions
    {
        Epochs = 1, BatchSize = 1, Optimizer = new Adam(1e-3f), Checkpoint = new CheckpointOptions { Path = path, Resume = resume },
    });
}
