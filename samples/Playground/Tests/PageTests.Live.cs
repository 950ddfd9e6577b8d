using System.Text;
using Microsoft.Playwright;

namespace LstmGen.Samples.Playground.Tests;

public abstract partial class PageTests
{
    [BrowserFact]
    public async Task Live_training_makes_the_librarys_updates()
    {
        await using Visit visit = await Open("live");
        foreach ((string task, string cell, int units) in new[] { ("sine", "GRU", 8), ("adding", "LSTM", 16), ("parity", "RNN", 32) })
        {
            await visit.Find("task").SelectOptionAsync(task);
            await visit.Choose("cell", cell);
            await visit.Choose("units", $"{units}");
            await visit.Find("start").ClickAsync();
            await visit.Page.WaitForFunctionAsync("() => Number(document.querySelector('#updates').textContent) >= 40");
            await visit.Find("start").ClickAsync();
            await Assertions.Expect(visit.Find("state")).ToHaveTextAsync("paused");
            string[][] table = await visit.Table("losses");

            LiveTask learnt = LiveTask.Find(task);
            var loop = new TrainingLoop(LiveModels.Create(learnt, cell, units, 1), learnt.Train, 0.01, 1);
            double[] native = [.. Enumerable.Range(0, 20).Select(_ => loop.Update())];
            Close.To([.. native.Take(5).Select(loss => (float)loss)], [.. table.Take(5).Select(row => Visit.Number(row, 1))]);
            // Differences of rounding grow from update to update.
            Assert.Equal(native[19], Visit.Number(table[19], 1), 1e-3);
        }

        visit.Clean();
    }

    [BrowserFact]
    public async Task Live_training_learns_pauses_and_begins_anew()
    {
        await using Visit visit = await Open("live");
        await visit.Find("start").ClickAsync();
        await visit.Page.WaitForFunctionAsync("() => Number(document.querySelector('#updates').textContent) >= 150");
        await visit.Slide("rate", -2.5);
        await visit.Find("start").ClickAsync();
        await Assertions.Expect(visit.Find("state")).ToHaveTextAsync("paused");
        await Task.Delay(500);
        string updates = await visit.Find("updates").TextContentAsync() ?? "";
        await Task.Delay(500);
        Assert.Equal(updates, await visit.Find("updates").TextContentAsync());
        float[] losses = [.. (await visit.Table("losses")).Select(row => Visit.Number(row, 1))];
        Assert.True(
            losses.TakeLast(20).Average() < losses.Take(20).Average() / 2,
            $"{losses.Take(20).Average()} to {losses.TakeLast(20).Average()}");
        string[][] prediction = await visit.Table("prediction");
        Assert.Equal(LiveTask.Find("sine").Test.Count, prediction.Length);

        await visit.Find("start").ClickAsync();
        await visit.Page.WaitForFunctionAsync(
            "before => Number(document.querySelector('#updates').textContent) > before",
            int.Parse(updates, System.Globalization.CultureInfo.InvariantCulture));
        await visit.Choose("cell", "RNN");
        await Assertions.Expect(visit.Find("state")).ToHaveTextAsync("not started");
        await Assertions.Expect(visit.Find("updates")).ToHaveTextAsync("0");
        await visit.Find("start").ClickAsync();
        await visit.Page.WaitForFunctionAsync("() => Number(document.querySelector('#updates').textContent) >= 5");
        await visit.Find("stop").ClickAsync();
        await Assertions.Expect(visit.Find("state")).ToHaveTextAsync("stopped");
        await visit.Find("reset").ClickAsync();
        await Assertions.Expect(visit.Find("updates")).ToHaveTextAsync("0");
        visit.Clean();
    }

    [BrowserFact]
    public async Task The_page_answers_while_a_model_trains()
    {
        await using Visit visit = await Open("live");
        await visit.Find("start").ClickAsync();
        await visit.Page.WaitForFunctionAsync("() => Number(document.querySelector('#updates').textContent) >= 5");

        // The models run in the worker: while it computes what the page asked for, the page's own thread has its turns.
        int turns = await visit.Page.EvaluateAsync<int>(
            """
            () => new Promise(resolve => {
              const post = Worker.prototype.postMessage;
              let asked = false, turns = 0, most = 0, left = 200;
              Worker.prototype.postMessage = function (message) {
                if (message.name === 'LiveTrain') {
                  [asked, turns] = [true, 0];
                  this.addEventListener('message', () => { [asked, most] = [false, Math.max(most, turns)]; }, { once: true });
                }
                post.call(this, message);
              };
              const tick = () => {
                turns += asked;
                if (left-- > 0) {
                  setTimeout(tick, 10);
                } else {
                  Worker.prototype.postMessage = post;
                  resolve(most);
                }
              };
              tick();
            })
            """);
        Assert.True(turns >= 3, $"while updates were computed the page had {turns} turns at most");
        await visit.Go("gates");
        await visit.Find("forward").ClickAsync();
        Assert.Single(await visit.Table("path"));
        visit.Clean();
    }

    [BrowserFact]
    public async Task A_file_of_ones_own_is_read_or_its_fault_is_said()
    {
        await using Visit visit = await Open("live");
        await visit.Find("task").SelectOptionAsync("csv");
        await visit.Find("start").ClickAsync();
        await Assertions.Expect(visit.Find("problem")).ToContainTextAsync("Choose a CSV file");

        await Drop(visit, "", "The file is empty");
        await Drop(visit, "a,b\n1,x\n2,y,z\n", "3 fields");
        await Drop(visit, "name,town\nx,y\n", "'x'");
        await Drop(visit, "v\n" + string.Join('\n', Enumerable.Range(0, 80).Select(i => i == 50 ? "oops" : $"{i}")), "row 52");
        await Drop(visit, "\u0000\u0001\u0002", "");
        Assert.NotEqual("", await visit.Find("problem").TextContentAsync());

        await Drop(visit, "v\n1\n2\n3\n", null);
        await visit.Find("start").ClickAsync();
        await Assertions.Expect(visit.Find("problem")).ToContainTextAsync("60 are needed");
        await Drop(visit, "v\n" + string.Join('\n', Enumerable.Repeat("5", 80)), null);
        await visit.Find("start").ClickAsync();
        await Assertions.Expect(visit.Find("problem")).ToContainTextAsync("all the same");

        string good = "day;level\n"
            + string.Join(
                '\n', Enumerable.Range(0, 200).Select(i => FormattableString.Invariant($"2024-01-01;{100 + 10 * Math.Sin(i * 0.3):f3}")));
        await Drop(visit, good, null);
        await Assertions.Expect(visit.Find("file-note")).ToContainTextAsync("200 rows, 1 column");
        await visit.Find("start").ClickAsync();
        await visit.Page.WaitForFunctionAsync("() => Number(document.querySelector('#updates').textContent) >= 20");
        await visit.Find("start").ClickAsync();
        float[] target = [.. (await visit.Table("prediction")).Select(row => Visit.Number(row, 1))];
        Assert.InRange(target.Max(), 105f, 111f);
        Assert.InRange(target.Min(), 89f, 95f);
        visit.Clean();
    }

    private static async Task Drop(Visit visit, string content, string? problem)
    {
        await visit.Find("file")
            .SetInputFilesAsync(new FilePayload { Name = "mine.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(content) });
        if (problem is null)
            await Assertions.Expect(visit.Find("file-note")).ToContainTextAsync("mine.csv");
        else
            await Assertions.Expect(visit.Find("problem")).ToContainTextAsync("mine.csv");
        if (problem is { Length: > 0 })
            await Assertions.Expect(visit.Find("problem")).ToContainTextAsync(problem);
    }
}
