using System.Diagnostics;
using Microsoft.Playwright;

namespace LstmGen.Samples.Playground.Tests;

public abstract partial class PageTests
{
    protected static readonly string[] Names = ["unrolled", "gradient", "gates", "next", "live", "compare", "attention"];

    [BrowserFact]
    public async Task Every_page_has_its_equation_declaration_and_emitted_code()
    {
        await using Visit visit = await Open("unrolled");
        foreach (string name in Names)
        {
            await visit.Go(name);
            await visit.Page.Locator(".equation math").First.WaitForAsync();
            ILocator links = visit.Page.Locator(".emitted a");
            await links.First.WaitForAsync();
            string declared = await visit.Page.Locator("#declaration pre").TextContentAsync() ?? "";
            Assert.Contains("[RecurrentModel", declared, StringComparison.Ordinal);
            Assert.DoesNotContain("is missing", declared, StringComparison.Ordinal);
            foreach (ILocator link in await links.AllAsync())
            {
                string model = (await link.TextContentAsync())!.Replace(".g.cs", "", StringComparison.Ordinal);
                IAPIResponse answer = await visit.Page.APIRequest.GetAsync(await link.EvaluateAsync<string>("link => link.href"));
                Assert.True(answer.Ok, $"{answer.Url}: {answer.Status}");
                Assert.Contains($"partial class {model}", await answer.TextAsync(), StringComparison.Ordinal);
            }
        }

        visit.Clean();
    }

    [BrowserFact]
    public async Task A_declaration_is_copied_as_it_is_compiled()
    {
        await using Visit visit = await Open("gates");
        await visit.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visit.Page.Locator("#declaration button").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#declaration [role='status']")).ToHaveTextAsync("Copied");
        string copied = await visit.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        Assert.Equal(
            "/// <summary>One LSTM cell that reads one number.</summary>\n[RecurrentModel]\n[Features(1)]\n[Lstm(1)]\n[SequenceOutput]\n"
            + "public partial class OneCell;\n",
            copied.ReplaceLineEndings("\n"));
        visit.Clean();
    }

    [BrowserFact]
    public async Task A_runtime_that_does_not_come_is_said()
    {
        await using Visit visit = await Open("attention");
        await visit.Page.RouteAsync("**/_framework/**", route => route.AbortAsync());
        await visit.Page.ReloadAsync();
        await Assertions.Expect(visit.Page.Locator("body > .problem")).ToContainTextAsync("The models could not be started");
        await visit.Go("gates");
        await Assertions.Expect(visit.Find("problem")).Not.ToBeEmptyAsync();
    }

    [BrowserFact]
    public async Task Two_tabs_do_not_disturb_each_other()
    {
        await using Visit first = await Open("live"), second = await Open("live");
        await first.Find("start").ClickAsync();
        await second.Choose("cell", "RNN");
        await second.Find("start").ClickAsync();
        foreach (Visit visit in new[] { first, second })
            await visit.Page.WaitForFunctionAsync("() => Number(document.querySelector('#updates').textContent) >= 20");
        await first.Find("stop").ClickAsync();
        await second.Page.WaitForFunctionAsync("() => Number(document.querySelector('#updates').textContent) >= 60");
        first.Clean();
        second.Clean();
    }

    [BrowserFact]
    public async Task Pages_can_be_left_at_any_moment()
    {
        await using Visit visit = await Open("unrolled");
        // Away as soon as each is there, while it still computes.
        for (int round = 0; round < 2; round++)
        {
            foreach (string name in Names)
            {
                await visit.Page.EvaluateAsync("name => { location.hash = name; }", name);
                await visit.Page.Locator($"main[data-page='{name}'] h1").WaitForAsync();
                ILocator begins = visit.Page.Locator("#play, #ten, #write, #start, #measure, #draw").First;
                if (await begins.CountAsync() > 0)
                    await begins.ClickAsync();
            }
        }

        await visit.Page.GoBackAsync();
        await visit.Page.Locator("main[data-page='compare'] h1").WaitForAsync();
        await visit.Go("gates");
        await visit.Find("forward").ClickAsync();
        await visit.Table("path", rows => rows.Length == 1);
        visit.Clean();
    }

    [BrowserFact]
    public async Task An_address_that_is_not_known_shows_the_first_page()
    {
        await using Visit visit = await Open("gates");
        await visit.Page.EvaluateAsync("() => { location.hash = 'nothing'; }");
        await visit.Page.Locator("main[data-page='unrolled'] h1").WaitForAsync();
        visit.Clean();
    }

    [BrowserFact]
    public async Task The_first_picture_comes_soon()
    {
        long begin = Stopwatch.GetTimestamp();
        await using Visit visit = await Open("unrolled");
        await visit.Page.Locator(".chain g[data-step]").First.WaitForAsync();
        double own = await visit.Page.EvaluateAsync<double>("() => performance.now()");
        // Measured and said, not asserted: it depends on the machine.
        Console.WriteLine(
            $"{GetType().Name}: first picture {own:f0} ms after the page began, {Stopwatch.GetElapsedTime(begin).TotalMilliseconds:f0} ms "
            + "with a new profile");
        visit.Clean();
    }
}
