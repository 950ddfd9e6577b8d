namespace LstmGen.Samples.Playground.Tests;

/// <summary>Every page, on one host; the hosts are the classes below.</summary>
/// <param name="browser">The browser.</param>
/// <param name="host">What serves the page.</param>
public abstract partial class PageTests(Browser browser, IHost host)
{
    /// <summary>What serves the page.</summary>
    protected IHost Host => host;

    /// <summary>Opens a page.</summary>
    protected Task<Visit> Open(string name, int width = 1200, bool dark = false) => Visit.Open(browser, host, name, width, dark);
}

/// <summary>The published folder on a plain static file server.</summary>
/// <param name="browser">The browser.</param>
/// <param name="host">The server.</param>
[Collection(nameof(Pages))]
public sealed class StaticHostTests(Browser browser, StaticHost host) : PageTests(browser, host);

/// <summary>The same from the local server.</summary>
/// <param name="browser">The browser.</param>
/// <param name="host">The server.</param>
[Collection(nameof(Pages))]
public sealed partial class LocalServerTests(Browser browser, LocalServer host) : PageTests(browser, host);
