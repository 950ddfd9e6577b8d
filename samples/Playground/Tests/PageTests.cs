namespace LstmGen.Samples.Playground.Tests;

/// <summary>What depends on the host, on one of them: loading, moving between pages, training. The hosts are the classes below.</summary>
/// <param name="browser">The browser.</param>
/// <param name="host">What serves the page.</param>
public abstract partial class PageTests(Browser browser, IHost host)
{
    /// <summary>What serves the page.</summary>
    protected IHost Host => host;

    /// <summary>Opens a page.</summary>
    protected Task<Visit> Open(string name, int width = 1200, bool dark = false) => Visit.Open(browser, host, name, width, dark);
}

/// <summary>The published folder on a plain static file server; here also what each page shows, which is the same on both hosts.</summary>
/// <param name="browser">The browser.</param>
/// <param name="host">The server.</param>
[Collection(nameof(Pages))]
public sealed partial class StaticHostTests(Browser browser, StaticHost host) : PageTests(browser, host);

/// <summary>The local server, which trains by itself.</summary>
/// <param name="browser">The browser.</param>
/// <param name="host">The server.</param>
[Collection(nameof(Pages))]
public sealed partial class LocalServerTests(Browser browser, LocalServer host) : PageTests(browser, host);
