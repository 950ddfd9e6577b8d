using System.Net;
using System.Net.Http.Json;
using LstmGen;
using LstmGen.AspNetCore;

// One model for all requests: it may be asked by many threads at once.
new Forecaster(seed: 1).Save("forecaster.safetensors");
WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
builder.Services.AddRecurrentModel<Forecaster>("forecaster.safetensors");
await using WebApplication app = builder.Build();
app.MapHealthChecks("/health");
app.MapPost("/predict", (float[] window, Forecaster model) => model.Predict(window).ToArray()).WithModelInputErrors();
await app.StartAsync();

using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
float[][] answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
{
    using HttpResponseMessage response = await client.PostAsJsonAsync("/predict", new[] { 0.1f, 0.2f, 0.3f });
    return (await response.Content.ReadFromJsonAsync<float[]>())!;
}));
float expected = new Forecaster(seed: 1).Predict([0.1f, 0.2f, 0.3f])[0];
Console.WriteLine($"service: {answers.Count(answer => answer is [var y] && y == expected)} of {answers.Length} answers are right");
using HttpResponseMessage bad = await client.PostAsJsonAsync("/predict", Array.Empty<float>());
string health = await client.GetStringAsync("/health");
Console.WriteLine(
    $"service: {health}, bad input gives {(int)bad.StatusCode} "
    + $"{(bad.StatusCode == HttpStatusCode.BadRequest ? bad.Content.Headers.ContentType?.MediaType : "")}");

[RecurrentModel]
[Features(1)]
[Lstm(8)]
[Regression(1)]
public partial class Forecaster;
