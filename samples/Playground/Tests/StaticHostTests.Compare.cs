using System.Globalization;
using Microsoft.Playwright;

namespace LstmGen.Samples.Playground.Tests;

public sealed partial class StaticHostTests
{
    [BrowserFact]
    public async Task Compare_measures_all_models()
    {
        await using Visit visit = await Open("compare");
        await visit.Choose("updates", "60");
        await visit.Find("measure").ClickAsync();
        await Assertions.Expect(visit.Find("now")).ToContainTextAsync("Done", new() { Timeout = 300_000 });
        foreach (string task in new[] { "forecast", "shape", "tags", "next" })
        {
            foreach (string cell in new[] { "RNN", "GRU", "LSTM", "BiLSTM" })
            {
                string score = await visit.Page.Locator($"[data-result='{task} {cell}']").GetAttributeAsync("data-score") ?? "";
                var native = new CompareRun(task, cell, 60, 1);
                native.Advance(double.PositiveInfinity);
                // 60 updates let differences of rounding grow, and some answers of the test part may tip over.
                Assert.Equal(native.Score(), double.Parse(score, CultureInfo.InvariantCulture), task == "forecast" ? 0.01 : 0.05);
            }
        }

        Assert.Equal(4, await visit.Page.Locator(".results .best").CountAsync());
        visit.Clean();
    }

    [BrowserFact]
    public async Task Compare_stops_and_starts_again()
    {
        await using Visit visit = await Open("compare");
        await visit.Find("measure").ClickAsync();
        await visit.Page.WaitForFunctionAsync("() => document.querySelector('#progress').value > 0.01");
        await visit.Find("stop").ClickAsync();
        await Assertions.Expect(visit.Find("now")).ToContainTextAsync("Stopped");
        await visit.Choose("updates", "60");
        await visit.Find("measure").ClickAsync();
        await visit.Page.Locator("[data-result='forecast RNN'] small").First.WaitForAsync();
        await visit.Find("task").SelectOptionAsync("Tags");
        await visit.Page.Locator("#declaration a[href$='TagsBiLstm.txt']").WaitForAsync();
        visit.Clean();
    }
}
