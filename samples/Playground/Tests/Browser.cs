using Microsoft.Playwright;

namespace LstmGen.Samples.Playground.Tests;

/// <summary>One Chromium for all tests, without a window.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    private IPlaywright? _playwright;

    /// <summary>The program: LSTMGEN_CHROMIUM, or where Debian has it; null where there is none.</summary>
    public static string? Path { get; } =
        Environment.GetEnvironmentVariable("LSTMGEN_CHROMIUM") is { Length: > 0 } named ? named : Places.FirstOrDefault(File.Exists);

    /// <summary>The browser, started.</summary>
    public IBrowser Chromium { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Path is null)
            return;
        _playwright = await Playwright.CreateAsync();
        Chromium = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Path,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync",
            ],
        });
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (Chromium is not null)
            await Chromium.CloseAsync();
        _playwright?.Dispose();
    }
}

/// <summary>A test that needs a browser; without one it says that it is skipped.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    /// <summary>Looks for a browser.</summary>
    public BrowserFactAttribute()
    {
        if (Browser.Path is null)
            Skip = "No browser: apt-get install chromium, or set LSTMGEN_CHROMIUM to the program.";
    }
}

/// <summary>The tests share a browser, and run one after another.</summary>
[CollectionDefinition(nameof(Pages))]
public sealed class Pages : ICollectionFixture<Browser>, ICollectionFixture<StaticHost>, ICollectionFixture<LocalServer>;
