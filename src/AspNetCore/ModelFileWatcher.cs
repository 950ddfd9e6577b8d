using Microsoft.Extensions.Hosting;

namespace LstmGen.AspNetCore;

/// <summary>Loads the model when the service starts, so that a bad file stops it there, and looks at the file from time to time.</summary>
/// <remarks>
/// Times are compared, not events awaited: events do not come from every file system, nor for links that are turned to another file.
/// </remarks>
internal sealed class ModelFileWatcher<T>(LoadedModel<T> model, RecurrentModelOptions options, TimeProvider time) : BackgroundService
    where T : class, IRecurrentModel
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.ReloadOnChange)
            return;
        using var timer = new PeriodicTimer(options.CheckInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            model.Refresh();
    }
}
