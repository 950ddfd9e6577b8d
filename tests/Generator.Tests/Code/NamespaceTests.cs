namespace LstmGen.Generator.Tests.Code;

/// <summary>What a user types is in one namespace; tests/Api.Tests holds what is in which.</summary>
public class NamespaceTests
{
    [Fact]
    public void One_using_suffices_to_declare_train_predict_save_and_load()
    {
        using CompiledModels models = ModelCompiler.Compile("""
            using LstmGen;

            [RecurrentModel]
            [Features(1)]
            [Lstm(4, Dropout = 0.1f)]
            [Regression(1)]
            public partial class Forecaster;

            [RecurrentModel]
            [Embedding(vocabulary: 5, size: 3)]
            [Gru(4)]
            [LanguageModel]
            public partial class Writer;

            public static class Program
            {
                public static bool Run(string path)
                {
                    float[][] rows = [[0.1f, 0.2f, 0.3f], [0.4f, 0.5f]];
                    SequenceSet set = SequenceSet.FromFeatures(rows, features: 1).WithValues([0.4f, 0.6f], width: 1);
                    var model = new Forecaster(seed: 1);
                    History history = model.Fit(set, new FitOptions
                    {
                        Epochs = 2, BatchSize = 1, Optimizer = new AdamW(1e-3f), Schedule = new CosineDecay(2), ClipNorm = 1f,
                        Validation = set, Metrics = [new Mae()], EarlyStopping = new(patience: 5), Progress = TrainingProgress.Console,
                        Checkpoint = new CheckpointOptions { Path = path + ".checkpoint" },
                    });
                    Evaluation evaluation = model.Evaluate(set, [new Rmse()]);
                    model.Save(path);
                    Forecaster loaded = Forecaster.Load(path);
                    Forecaster.Stream stream = loaded.CreateStream();
                    float[] one = new float[1];
                    stream.Step([0.1f], one);
                    ModelState state = stream.State;

                    var writer = new Writer(seed: 1);
                    writer.Fit(SequenceSet.NextToken([[1, 2, 3, 4]]), new FitOptions { Epochs = 1, Optimizer = new Sgd(0.1f) });
                    var sampler = new TokenSampler(5, new SamplingOptions { Temperature = 0.8f });
                    int count = 0;
                    foreach (int token in writer.Generate([1], sampler, maxTokens: 3))
                        count++;
                    return count == 3 && history.Epochs.Count == 2 && evaluation.Loss > 0
                        && model.Predict(rows[0])[0] == loaded.Predict(rows[0])[0];
                }
            }
            """);
        string folder = Directory.CreateTempSubdirectory("lstmgen-using").FullName;
        try
        {
            Assert.True(
                (bool)models.Assembly.GetType("Program")!.GetMethod("Run")!.Invoke(null, [Path.Combine(folder, "model.safetensors")])!);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
