using System.Net;
using System.Net.Http.Json;
using LstmGen.Samples.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LstmGen.AspNetCore.Tests;

/// <summary>The sample's endpoints, on a free port.</summary>
public class SampleTests
{
    [Fact]
    public async Task Predict_and_batch_answer_as_the_model_does()
    {
        using var folder = new ModelFolder();
        var model = new SineForecaster(seed: 3);
        model.Save(folder.File);
        await using WebApplication app = await Start(folder.File);
        using HttpClient client = Client(app);
        float[][] one = [[0.1f], [0.2f], [0.3f]], other = [[0.5f]];
        Assert.Equal(model.Predict([0.1f, 0.2f, 0.3f]).ToArray(), await Post(client, "/predict", one));
        using HttpResponseMessage batch = await client.PostAsJsonAsync("/batch", new[] { one, other });
        float[][] answers = (await batch.Content.ReadFromJsonAsync<float[][]>())!;
        Assert.Equal([model.Predict([0.1f, 0.2f, 0.3f])[0], model.Predict([0.5f])[0]], answers.Select(answer => answer[0]));
        using HttpResponseMessage none = await client.PostAsJsonAsync("/batch", Array.Empty<float[][]>());
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        using HttpResponseMessage broken = await client.PostAsync("/predict", new StringContent("{", null, "application/json"));
        Assert.Equal(
            (HttpStatusCode.BadRequest, "application/problem+json"), (broken.StatusCode, broken.Content.Headers.ContentType?.MediaType));
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health", UriKind.Relative)));
    }

    [Fact]
    public async Task Every_client_has_a_stream_with_a_state_of_its_own()
    {
        const int Clients = 8, Steps = 20;
        using var folder = new ModelFolder();
        var model = new SineForecaster(seed: 4);
        model.Save(folder.File);
        await using WebApplication app = await Start(folder.File);
        using HttpClient client = Client(app);
        using HttpResponseMessage nobody = await client.PostAsJsonAsync("/stream/nobody", new[] { 0.1f });
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(index => Task.Run(() => Listen(index))));

        async Task Listen(int index)
        {
            SineForecaster.Stream expected = model.CreateStream();
            float[] value = new float[1], forecast = new float[1];
            using HttpResponseMessage open =
                await client.GetAsync(new Uri($"/stream/c{index}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal("text/event-stream", open.Content.Headers.ContentType?.MediaType);
            using var events = new StreamReader(await open.Content.ReadAsStreamAsync());
            Assert.Empty((await Next(events))!); // the stream is open
            for (int step = 0; step < Steps; step++)
            {
                value[0] = MathF.Sin(step * 0.3f + index);
                using HttpResponseMessage sent = await client.PostAsJsonAsync($"/stream/c{index}", value);
                Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
                expected.Step(value, forecast);
                Assert.Equal(forecast, await Next(events));
            }

            using HttpResponseMessage again =
                await client.GetAsync(new Uri($"/stream/c{index}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
            using HttpResponseMessage wrong = await client.PostAsJsonAsync($"/stream/c{index}", new[] { 0.1f, 0.2f });
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }
    }

    [Fact]
    public async Task A_stream_whose_forecasts_nobody_reads_takes_no_more_steps()
    {
        using var folder = new ModelFolder();
        new SineForecaster(seed: 4).Save(folder.File);
        await using WebApplication app = await Start(folder.File);
        using HttpClient client = Client(app);
        ClientStream stream = app.Services.GetRequiredService<ClientStreams>().TryOpen("slow")!;
        for (int step = 1; step < ClientStream.MostWaiting; step++)
            Assert.True(stream.TrySend([0.1f]));
        using HttpResponseMessage last = await client.PostAsJsonAsync("/stream/slow", new[] { 0.1f });
        Assert.Equal(HttpStatusCode.Accepted, last.StatusCode);
        using HttpResponseMessage more = await client.PostAsJsonAsync("/stream/slow", new[] { 0.1f });
        Assert.Equal(HttpStatusCode.TooManyRequests, more.StatusCode);
        Assert.Contains("1000 steps of 'slow' wait already", await more.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>
    /// Each client predicts a sequence and a batch in turn while the file is replaced; every answer has the bits of one model.
    /// </summary>
    [Fact]
    public async Task Under_load_every_client_gets_the_answer_to_its_own_input()
    {
        const int Clients = 32, Requests = 10;
        using var folder = new ModelFolder();
        SineForecaster[] models = [new(5), new(6)];
        models[0].Save(folder.File);
        await using WebApplication app = await Start(folder.File);
        using HttpClient http = Client(app);
        int answered = 0;
        Task clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => Ask(client))));
        for (int i = 1; !clients.IsCompleted; i++)
        {
            models[i % 2].Save(folder.File);
            await Task.WhenAny(clients, Task.Delay(100));
        }

        await clients;
        Assert.Equal(2 * Clients * Requests, answered);

        async Task Ask(int client)
        {
            float[][] one = [[client * 0.01f], [0.2f], [-client * 0.02f]], other = [[0.5f], [client * 0.03f]];
            float[][][] many = [.. Enumerable.Repeat(one, 99), other];
            (float One, float Other)[] expected =
                [.. models.Select(model => (model.Predict(Flat(one))[0], model.Predict(Flat(other))[0]))];
            for (int request = 0; request < Requests; request++)
            {
                float[] answer = (await Post(http, "/predict", one))!;
                Assert.Contains(answer[0], expected.Select(pair => pair.One));
                using HttpResponseMessage batch = await http.PostAsJsonAsync("/batch", many);
                batch.EnsureSuccessStatusCode();
                float[][] answers = (await batch.Content.ReadFromJsonAsync<float[][]>())!;
                Assert.Contains((answers[0][0], answers[^1][0]), expected);
                Interlocked.Add(ref answered, 2);
            }
        }
    }

    private static float[] Flat(float[][] rows) => [.. rows.SelectMany(row => row)];

    private static async Task<float[]?> Next(StreamReader events)
    {
        while (await events.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
                return System.Text.Json.JsonSerializer.Deserialize<float[]>(line["data:".Length..]);
        }

        return null;
    }

    private static async Task<float[]?> Post(HttpClient client, string path, object body)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<float[]>();
    }

    private static async Task<WebApplication> Start(string file)
    {
        WebApplication app = ForecastService.Build(file, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=None");
        await app.StartAsync();
        return app;
    }

    private static HttpClient Client(WebApplication app) => new()
    {
        BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(2)
    };
}
