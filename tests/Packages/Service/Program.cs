using System.Net.Http.Json;
using LstmGen;

// One model for all requests: it may be asked by many threads at once.
WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
builder.Services.AddSingleton(new Forecaster(seed: 1));
await using WebApplication app = builder.Build();
app.MapPost("/predict", (float[] window, Forecaster model) => model.Predict(window).ToArray());
await app.StartAsync();

using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
float[][] answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
{
    using HttpResponseMessage response = await client.PostAsJsonAsync("/predict", new[] { 0.1f, 0.2f, 0.3f });
    return (await response.Content.ReadFromJsonAsync<float[]>())!;
}));
float expected = new Forecaster(seed: 1).Predict([0.1f, 0.2f, 0.3f])[0];
Console.WriteLine($"service: {answers.Count(answer => answer is [var y] && y == expected)} of {answers.Length} answers are right");

[RecurrentModel]
[Features(1)]
[Lstm(8)]
[Regression(1)]
public partial class Forecaster;
