using LstmGen.Data;

namespace LstmGen.Samples.SensorClassifier;

/// <summary>Trains any of the models and measures it on the test part.</summary>
internal static class ClassifierRun
{
    public static void Execute(Sample sample, SampleReport report, string name, IRecurrentModel model, SensorData data, int usual, int fast)
    {
        Console.WriteLine(model.Description.Table);
        Console.WriteLine(
            $"{data.Name}: {data.Train.Count} training and {data.Test.Count} test cases, {data.Train.MinLength} to "
            + $"{data.Train.MaxLength} steps");
        StandardScaler scaler = StandardScaler.Fit(data.Train);
        SequenceSet train = scaler.Transform(data.Train), test = scaler.Transform(data.Test);
        FitOptions options = data.Validation is null
            ? sample.Fit(usual, fast) with { BatchSize = 16, ClipNorm = 1f }
            : sample.FitOwn(
                train, scaler.Transform(data.Validation), batch: 16, updates: 1500,
                metric: "accuracy") with { Metrics = [new Accuracy(data.Classes.Count)] };
        History history =
            sample.Train(
                model, train, options with { Optimizer = new AdamW(3e-3f, weightDecay: 0.01), Schedule = new CosineDecay(options.Epochs) });

        var matrix = new ConfusionMatrix(data.Classes, model.Predict(test), i => test.Targets().Classes(i)[0]);
        report.Figure(
            $"{name} accuracy", Digits.Percent(matrix.Accuracy),
            $"{data.Name}, {test.Count} test cases{(data.Floor.Length == 0 ? "" : $"; {data.Floor}")}");
        report.Picture($"{name}-confusion", matrix.Chart(name == data.Name ? name : $"{name} on {data.Name}"));
        report.Losses(name, history);
        report.Model(name, model, scaler.ToMetadata());
    }
}
