using System.Net;
using Microsoft.Playwright;

namespace LstmGen.Samples.Playground.Tests;

/// <summary>Training by the local server.</summary>
public sealed partial class LocalServerTests
{
    [BrowserFact]
    public async Task The_server_trains_pauses_and_goes_on()
    {
        await using Visit visit = await Open("live");
        await visit.Choose("where", "server");
        await visit.Find("start").ClickAsync();
        await visit.Page.WaitForFunctionAsync("() => Number(document.querySelector('#updates').textContent) >= 300");
        await visit.Slide("rate", -3);
        await visit.Find("start").ClickAsync();
        await Assertions.Expect(visit.Find("state")).ToHaveTextAsync("paused");
        await Task.Delay(1000);
        string updates = await visit.Find("updates").TextContentAsync() ?? "";
        await Task.Delay(1000);
        Assert.Equal(updates, await visit.Find("updates").TextContentAsync());
        await visit.Find("start").ClickAsync();
        await visit.Page.WaitForFunctionAsync(
            "before => Number(document.querySelector('#updates').textContent) > before",
            int.Parse(updates, System.Globalization.CultureInfo.InvariantCulture));
        await visit.Find("stop").ClickAsync();
        await Assertions.Expect(visit.Find("state")).ToHaveTextAsync("stopped");
        float[] losses = [.. (await visit.Table("losses")).Select(row => Visit.Number(row, 1))];
        // Untrained it is about 1: the values are scaled.
        Assert.True(losses.TakeLast(10).Average() < 0.3, $"{losses.TakeLast(10).Average()}");
        visit.Clean();
    }

    [BrowserFact]
    public async Task The_server_trains_on_a_file()
    {
        await using Visit visit = await Open("live");
        await visit.Find("task").SelectOptionAsync("csv");
        await visit.Choose("where", "server");
        string content = "level\n"
            + string.Join('\n', Enumerable.Range(0, 200).Select(i => FormattableString.Invariant($"{Math.Sin(i * 0.3):f3}")));
        await visit.Find("file")
            .SetInputFilesAsync(
                new FilePayload { Name = "mine.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(content) });
        await Assertions.Expect(visit.Find("file-note")).ToContainTextAsync("200 rows");
        await visit.Find("start").ClickAsync();
        await visit.Page.WaitForFunctionAsync("() => Number(document.querySelector('#updates').textContent) >= 100");
        await visit.Choose("units", "32");
        await Assertions.Expect(visit.Find("state")).ToHaveTextAsync("not started");
        visit.Clean();
    }

    [Fact]
    public async Task The_server_sends_the_librarys_losses()
    {
        using var client = new HttpClient { BaseAddress = new Uri(Host.Address) };
        using var asked = new FormUrlEncodedContent(
            [new("task", "adding"), new("cell", "GRU"), new("units", "16"), new("rate", "0.01"), new("seed", "3")]);
        string id = await (await client.PostAsync("api/trainings", asked)).Content.ReadAsStringAsync();
        using HttpResponseMessage answer = await client.GetAsync($"api/trainings/{id}", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Empty(Losses(await Data(events)));
        await client.PostAsync($"api/trainings/{id}/go", null);
        double[] sent = Losses(await Data(events));
        LiveTask task = LiveTask.Find("adding");
        var loop = new TrainingLoop(LiveModels.Create(task, "GRU", 16, 3), task.Train, 0.01, 3);
        foreach (double loss in sent.Take(20))
            Assert.Equal(loop.Update(), loss);
        Assert.NotEmpty(sent);

        await client.DeleteAsync($"api/trainings/{id}");
        while (await events.ReadLineAsync() is not null)
        {
        }

        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync($"api/trainings/{id}/go", null)).StatusCode);
    }

    private static async Task<string> Data(StreamReader events)
    {
        while (await events.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                return line["data: ".Length..];
        }

        throw new InvalidOperationException("The server ended the events.");
    }

    private static double[] Losses(string data)
    {
        using var json = System.Text.Json.JsonDocument.Parse(data);
        byte[] bytes = json.RootElement.GetProperty("progress").GetProperty("losses").GetProperty("f64").GetBytesFromBase64();
        return [.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(bytes)];
    }

    [Fact]
    public async Task The_server_refuses_what_it_does_not_understand()
    {
        using var client = new HttpClient { BaseAddress = new Uri(Host.Address) };
        using var wrong = new FormUrlEncodedContent(
            [new("task", "nonsense"), new("cell", "LSTM"), new("units", "8"), new("rate", "0.01"), new("seed", "1")]);
        HttpResponseMessage answer = await client.PostAsync("api/trainings", wrong);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("task is 'nonsense'", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("api/trainings/none")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync("api/trainings/none/go", null)).StatusCode);

        // A page of another host, and a name of another host for this address.
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "api/trainings") { Content = new StringContent("") };
        foreign.Headers.Add("Origin", "http://elsewhere.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(foreign)).StatusCode);
        using var rebound = new HttpRequestMessage(HttpMethod.Get, "");
        rebound.Headers.Host = "elsewhere.example";
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(rebound)).StatusCode);
    }
}
