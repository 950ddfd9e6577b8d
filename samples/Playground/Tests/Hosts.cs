using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace LstmGen.Samples.Playground.Tests;

/// <summary>Something that serves the published page.</summary>
public interface IHost
{
    /// <summary>Where, with a slash at the end.</summary>
    string Address { get; }
}

/// <summary>What was built.</summary>
public static class Published
{
    /// <summary>The local server's program.</summary>
    public static string Server { get; } = Path.GetFullPath(
        typeof(Published).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "Server").Value!);

    /// <summary>The folder for a static host.</summary>
    public static string Site => Path.Combine(Path.GetDirectoryName(Server)!, "wwwroot");
}

/// <summary>
/// A plain server of the files in the published folder, in a folder of its own on the host: it knows nothing of the page.
/// </summary>
public sealed class StaticHost : IHost, IAsyncLifetime
{
    private WebApplication? _app;

    /// <inheritdoc/>
    public string Address { get; private set; } = "";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.UseFileServer(new FileServerOptions { FileProvider = new PhysicalFileProvider(Published.Site), RequestPath = "/some/folder" });
        await _app.StartAsync();
        Address = $"{_app.Urls.First()}/some/folder/";
    }

    /// <inheritdoc/>
    public async Task DisposeAsync() => await _app!.DisposeAsync();
}

/// <summary>The local server, as dotnet run starts it.</summary>
public sealed class LocalServer : IHost, IAsyncLifetime
{
    private Process? _process;

    /// <inheritdoc/>
    public string Address { get; private set; } = "";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _process =
            Process.Start(
                new ProcessStartInfo("dotnet", [Published.Server, "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true })!;
        string line = await _process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The local server ended at once.");
        Address = line.Split(' ').Single(word => word.StartsWith("http://", StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
