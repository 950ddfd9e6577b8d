using System.Text.Json.Serialization;
using LstmGen;
using LstmGen.AspNetCore;
using LstmGen.Data;

const string ModelPath = "forecaster.safetensors";
if (!File.Exists(ModelPath))
    Train(ModelPath); // replace it by the model that you have trained

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddProblemDetails();
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ServiceJson.Default));
builder.Services.AddRecurrentModel<Forecaster>(ModelPath, new RecurrentModelOptions { ReloadOnChange = true });
await using WebApplication app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.MapHealthChecks("/health");

// A row for each step: curl -X POST localhost:5000/predict -H 'content-type: application/json' -d '{"rows":[[0.1],[0.2],[0.3]]}'
app.MapPost("/predict", (Question question, Forecaster model) =>
        new Answer(model.Predict(ModelInput.Features(model, question.Rows)).ToArray()))
    .WithModelInputErrors();
await app.RunAsync();

static void Train(string path)
{
    SequenceSet train = LstmGen.Data.Windows.Over(SyntheticSeries.NoisySine(rows: 600, seed: 1), window: 30);
    var model = new Forecaster(seed: 1);
    model.Fit(train, new FitOptions { Epochs = 10, Optimizer = new Adam(0.01), ClipNorm = 1 });
    model.Save(path);
}

internal sealed record Question(float[][] Rows);

internal sealed record Answer(float[] Values);

/// <summary>JSON without reflection, so that the service can be compiled ahead of time.</summary>
[JsonSerializable(typeof(Question))]
[JsonSerializable(typeof(Answer))]
internal sealed partial class ServiceJson : JsonSerializerContext;
