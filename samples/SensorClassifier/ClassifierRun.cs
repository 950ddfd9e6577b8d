using System.Numerics.Tensors;
using LstmGen.Data;
using LstmGen.Modeling;
using LstmGen.Reporting;
using LstmGen.Training;

namespace LstmGen.Samples.SensorClassifier;

/// <summary>Trains any of the models and measures it on the test part.</summary>
internal static class ClassifierRun
{
    public static void Execute(Sample sample, SampleReport report, string name, IRecurrentModel model, TsData train, TsData test, int usual, int fast, string floor = "")
    {
        Console.WriteLine(model.Description.Table);
        Console.WriteLine($"{train.Name}: {train.Set.Count} training and {test.Set.Count} test cases, {train.Set.MinLength} to {train.Set.MaxLength} steps");
        StandardScaler scaler = StandardScaler.Fit(train.Set);
        SequenceSet trainSet = scaler.Transform(train.Set), testSet = scaler.Transform(test.Set);
        FitOptions options = sample.Fit(usual, fast) with
        {
            BatchSize = 16,
            Optimizer = new AdamW(3e-3f, weightDecay: 0.01),
            ClipNorm = 1f,
        };
        History history = sample.Train(model, trainSet, options with { Schedule = new CosineDecay(options.Epochs) });

        int[,] counts = new int[train.Classes.Count, train.Classes.Count];
        int right = 0;
        float[][] probabilities = model.Predict(testSet);
        for (int i = 0; i < testSet.Count; i++)
        {
            int actual = testSet.Targets().Classes(i)[0], predicted = TensorPrimitives.IndexOfMax(probabilities[i]);
            counts[actual, predicted]++;
            right += actual == predicted ? 1 : 0;
        }

        report.Figure($"{name} accuracy", $"{100.0 * right / testSet.Count:f2} %", $"{train.Name}, {testSet.Count} test cases{(floor.Length == 0 ? "" : $"; {floor}")}");
        report.Picture($"{name}-confusion", new ConfusionMatrixChart { Title = name == train.Name ? name : $"{name} on {train.Name}", Classes = train.Classes, Counts = counts });
        report.Losses(name, history);
        report.Model(name, model, scaler.ToMetadata());
    }
}
