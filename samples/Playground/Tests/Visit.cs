using System.Globalization;
using Microsoft.Playwright;

namespace LstmGen.Samples.Playground.Tests;

/// <summary>A page of the playground that is open in a fresh profile; what goes wrong in it is noted.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly List<string> _problems = [];
    private readonly IBrowserContext _context;
    private readonly string _address;

    private Visit(IBrowserContext context, IPage page, string address)
    {
        (_context, Page, _address) = (context, page, address);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _problems.Add($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => _problems.Add($"error: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(new Uri(address).GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                _problems.Add($"asked another host: {request.Url}");
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
                _problems.Add($"{response.Status}: {response.Url}");
        };
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Console messages, failed requests and requests to other hosts.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Opens a page of the playground.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="host">What serves it.</param>
    /// <param name="name">The page, such as gates.</param>
    /// <param name="width">Of the window, in pixels.</param>
    /// <param name="dark">Whether the reader prefers dark colours.</param>
    public static async Task<Visit> Open(Browser browser, IHost host, string name, int width = 1200, bool dark = false)
    {
        IBrowserContext context = await browser.Chromium.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var visit = new Visit(context, await context.NewPageAsync(), host.Address);
        visit.Page.SetDefaultTimeout(120_000);
        await visit.Go(name);
        return visit;
    }

    /// <summary>Goes to a page and waits until it is there.</summary>
    public async Task Go(string name)
    {
        await Page.GotoAsync($"{_address}#{name}");
        await Page.Locator($"main[data-page='{name}'] h1").WaitForAsync();
    }

    /// <summary>An element by its id.</summary>
    public ILocator Find(string id) => Page.Locator($"#{id}");

    /// <summary>Sets a slider, as a hand does.</summary>
    public Task Slide(string id, double value) => Find(id).EvaluateAsync(
        "(slider, value) => { slider.value = value; slider.dispatchEvent(new Event('input', { bubbles: true })); }", value);

    /// <summary>Chooses a radio button.</summary>
    public Task Choose(string name, string value) => Page.Locator($"input[name='{name}'][value='{value}']").CheckAsync(new()
    {
        Force = true
    });

    /// <summary>The table of a figure: a row of texts for each, without the head.</summary>
    public async Task<string[][]> Table(string figure)
    {
        ILocator details = Page.Locator($"#{figure} details.numbers");
        if (await details.GetAttributeAsync("open") is null)
            await details.Locator("summary").ClickAsync();
        await Page.Locator($"#{figure} details.numbers tbody tr").First.WaitForAsync();
        return await Page.EvaluateAsync<string[][]>(
            "id => [...document.querySelectorAll(`#${id} details.numbers tbody "
            + "tr`)].map(row => [...row.cells].map(cell => cell.textContent))", figure);
    }

    /// <summary>Waits until the table of a figure is as it should be; fails with the last one seen where it does not become so.</summary>
    public async Task<string[][]> Table(string figure, Func<string[][], bool> settled)
    {
        string[][] table = [];
        for (int attempt = 0; attempt < 200; attempt++)
        {
            table = await Table(figure);
            if (settled(table))
                return table;
            await Task.Delay(100);
        }

        Assert.Fail($"The table of '{figure}' did not settle: {string.Join(" / ", table.Select(row => string.Join(' ', row)))}");
        return table;
    }

    /// <summary>A number of a row.</summary>
    /// <param name="row">Its texts.</param>
    /// <param name="column">Which of them.</param>
    public static float Number(string[] row, int column) => float.Parse(row[column], CultureInfo.InvariantCulture);

    /// <summary>Numbers of a row.</summary>
    /// <param name="row">Its texts.</param>
    /// <param name="first">Cells before the first number.</param>
    public static float[] Numbers(string[] row, int first) =>
        [.. row.Skip(first).Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))];

    /// <summary>Nothing went wrong.</summary>
    public void Clean() => Assert.Empty(_problems);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}
