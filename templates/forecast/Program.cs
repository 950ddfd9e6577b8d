using LstmGen;
using LstmGen.Data;

const int Window = 48;

// A column of a CSV file, dotnet run -c Release -- weather.csv temperature, or a noisy sine.
TimeSeries series = args is [var file, var column] ? CsvSeries.Read(file, column) : SyntheticSeries.NoisySine(rows: 800, seed: 1);

// The first 80 % are for training. Scaling is learnt from them alone.
(Range past, Range recent) = TimeSplit.ByShare(series.Count, train: 0.8);
StandardScaler scaler = StandardScaler.Fit(series.Slice(past), features: 1);
TimeSeries scaled = scaler.Transform(series);
SequenceSet train = Windows.Over(scaled, new WindowOptions { Window = Window, Rows = past });
// With LookBack the first windows of this part begin in the part before, so that its first rows are predicted too.
SequenceSet test = Windows.Over(scaled, new WindowOptions { Window = Window, Rows = recent, LookBack = true });

var model = new Forecaster(seed: 1);
History history = model.Fit(train, new FitOptions
{
    Epochs = 10,
    Optimizer = new Adam(0.01),
    ClipNorm = 1,
    Validation = test,
    Metrics = [new Mae()],
    EarlyStopping = new(patience: 3),
    Progress = TrainingProgress.Console,
});
model.Save("forecaster.safetensors", new ModelSaveOptions { Metadata = scaler.ToMetadata() });
Console.WriteLine($"best epoch: {history.BestEpoch}");

// What a program that only predicts does.
Forecaster loaded = Forecaster.Load("forecaster.safetensors");
Scaler itsScaler = Scaler.FromMetadata(ModelFile.ReadMetadata("forecaster.safetensors"));
float[] next = itsScaler.Inverse(loaded.Predict(scaled.Slice(^Window..)));
Console.WriteLine($"next value: {next[0]:f3}");
