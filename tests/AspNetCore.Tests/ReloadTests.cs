using System.Net.Http.Json;
using LstmGen.Testing;
using LstmGen.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace LstmGen.AspNetCore.Tests;

/// <summary>Files that are replaced while the service runs.</summary>
public class ReloadTests
{
    private static readonly RecurrentModelOptions Reload = new() { ReloadOnChange = true, CheckInterval = TimeSpan.FromMilliseconds(20) };

    [Fact]
    public async Task A_new_file_is_taken_without_a_restart()
    {
        using var folder = new ModelFolder();
        new Reader(1).Save(folder.File);
        await using Host host = await Host.Start(services => services.AddRecurrentModel<Reader>(folder.File, Reload), _ => { });
        LoadedModel<Reader> model = host.Services.GetRequiredService<LoadedModel<Reader>>();
        Assert.Equal(1, model.Status.Loads);
        var next = new Reader(2);
        next.Save(folder.File);
        await Until(() => model.Status.Loads == 2);
        Assert.Equal(next.Parameters.ToArray(), model.Model.Parameters.ToArray());
        Assert.False(model.Refresh());
    }

    [Fact]
    public async Task A_file_that_cannot_be_loaded_leaves_the_weights_and_is_said_by_the_health_check()
    {
        using var folder = new ModelFolder();
        var first = new Reader(1);
        first.Save(folder.File);
        await using Host host =
            await Host.Start(services => services.AddRecurrentModel<Reader>(folder.File), app => app.MapHealthChecks("/health"));
        LoadedModel<Reader> model = host.Services.GetRequiredService<LoadedModel<Reader>>();
        Assert.Equal("Healthy", await host.Client.GetStringAsync(new Uri("/health", UriKind.Relative)));

        await File.WriteAllTextAsync(folder.File, "no model");
        Assert.False(model.Refresh());
        Assert.NotNull(model.Status.Failure);
        Assert.Equal(first.Parameters.ToArray(), model.Model.Parameters.ToArray());
        Assert.Equal("Degraded", await host.Client.GetStringAsync(new Uri("/health", UriKind.Relative)));
        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Contains("keeps older weights", report.Entries["Reader"].Description, StringComparison.Ordinal);
        Assert.Equal(model.Path, report.Entries["Reader"].Data["path"]);

        File.Delete(folder.File);
        Assert.False(model.Refresh());
        Assert.Contains("reader.safetensors", model.Status.Failure, StringComparison.Ordinal);

        new Reader(2).Save(folder.File);
        Assert.True(model.Refresh());
        Assert.Null(model.Status.Failure);
        Assert.Equal("Healthy", await host.Client.GetStringAsync(new Uri("/health", UriKind.Relative)));
    }

    [Fact]
    public async Task A_file_that_was_refused_is_read_again_when_it_changes()
    {
        using var folder = new ModelFolder();
        new Reader(1).Save(folder.File);
        int names = 0;
        RecurrentModelOptions options = new()
        {
            Load = new ModelLoadOptions
            {
                Rename = name =>
                {
                    names++;
                    return name;
                },
            },
        };
        await using Host host = await Host.Start(services => services.AddRecurrentModel<Reader>(folder.File, options), _ => { });
        LoadedModel<Reader> model = host.Services.GetRequiredService<LoadedModel<Reader>>();

        new SmallReader(1).Save(folder.File);
        int before = names;
        Assert.False(model.Refresh());
        Assert.True(names > before); // it was read
        before = names;
        Assert.False(model.Refresh());
        Assert.True(names > before); // it may still be written to

        File.SetLastWriteTimeUtc(folder.File, DateTime.UtcNow.AddHours(-1));
        Assert.False(model.Refresh());
        before = names;
        for (int i = 0; i < 3; i++)
            Assert.False(model.Refresh());
        Assert.Equal(before, names);
        Assert.NotNull(model.Status.Failure);

        new Reader(2).Save(folder.File);
        File.SetLastWriteTimeUtc(folder.File, DateTime.UtcNow.AddHours(-1));
        Assert.True(model.Refresh());
        Assert.Equal((2, null), (model.Status.Loads, model.Status.Failure));

        new SmallReader(1).Save(folder.File);
        File.SetLastWriteTimeUtc(folder.File, DateTime.UtcNow.AddHours(-1));
        Assert.False(model.Refresh());
        Assert.NotNull(model.Status.Failure);
    }

    [Fact]
    public async Task A_function_that_fails_while_a_file_is_loaded_again_does_not_end_the_service()
    {
        using var folder = new ModelFolder();
        var first = new Reader(1);
        first.Save(folder.File);
        Exception? fault = null;
        RecurrentModelOptions options = Reload with
        {
            Load = new ModelLoadOptions { Rename = name => fault is null ? name : throw fault }
        };
        await using Host host = await Host.Start(
            services => services.AddRecurrentModel<Reader>(folder.File, options), app => app.MapHealthChecks("/health"));
        LoadedModel<Reader> model = host.Services.GetRequiredService<LoadedModel<Reader>>();
        CancellationToken stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        Exception[] faults =
        [
            new KeyNotFoundException("no tensor"), new InvalidOperationException("no names"), new ArgumentException("no name"),
            new OperationCanceledException("no time"),
        ];
        for (int i = 0; i < faults.Length; i++)
        {
            fault = faults[i];
            new Reader(2 + i).Save(folder.File);
            await Until(() => model.Status.Failure?.Contains(fault.Message, StringComparison.Ordinal) == true);
            string said = fault is ArgumentException ? fault.Message : fault.GetType().Name;
            Assert.Contains(said, model.Status.Failure, StringComparison.Ordinal);
            Assert.Equal("Degraded", await host.Client.GetStringAsync(new Uri("/health", UriKind.Relative)));
            Assert.Equal(first.Parameters.ToArray(), model.Model.Parameters.ToArray());
        }

        fault = null;
        await Until(() => model.Status is { Loads: 2, Failure: null });
        Assert.False(stopping.IsCancellationRequested);
        Assert.Equal("Healthy", await host.Client.GetStringAsync(new Uri("/health", UriKind.Relative)));
        Assert.Equal(new Reader(1 + faults.Length).Parameters.ToArray(), model.Model.Parameters.ToArray());
    }

    [Fact]
    public async Task A_file_for_a_model_in_training_is_loaded_when_the_training_has_ended()
    {
        using var folder = new ModelFolder();
        new Reader(1).Save(folder.File);
        await using Host host = await Host.Start(services => services.AddRecurrentModel<Reader>(folder.File), _ => { });
        LoadedModel<Reader> model = host.Services.GetRequiredService<LoadedModel<Reader>>();
        using var begun = new ManualResetEventSlim();
        using var refreshed = new ManualResetEventSlim();
        SequenceSet set = SequenceSet.FromFeatures([[0, 1, 2, 3]], 2).WithValues([1, 2, 3], 3);
        Task<History> training =
            model.Model.FitAsync(set, new FitOptions { Epochs = 1, Callbacks = [new Pause(begun, refreshed)] });
        begun.Wait();
        var next = new Reader(2);
        next.Save(folder.File);
        bool loaded = model.Refresh();
        string? failure = model.Status.Failure;
        refreshed.Set();
        await training;
        Assert.False(loaded);
        Assert.Contains("Reader is being trained by another thread", failure, StringComparison.Ordinal);
        Assert.True(model.Refresh());
        Assert.Equal((2, null), (model.Status.Loads, model.Status.Failure));
        Assert.Equal(next.Parameters.ToArray(), model.Model.Parameters.ToArray());
    }

    private sealed class Pause(ManualResetEventSlim begun, ManualResetEventSlim goOn) : TrainingCallback
    {
        public override void OnTrainingBegin(TrainingContext context)
        {
            begun.Set();
            goOn.Wait();
        }
    }

    [Fact]
    public async Task The_health_check_has_the_name_that_was_given_and_says_when_the_weights_were_loaded()
    {
        using var folder = new ModelFolder();
        new Reader(1).Save(folder.File);
        var clock = new Clock();
        DateTimeOffset first = clock.Now;
        await using Host host = await Host.Start(
            services => services.AddSingleton<TimeProvider>(clock)
                .AddRecurrentModel<Reader>(folder.File, new RecurrentModelOptions { HealthCheckName = "weights" }),
            _ => { });
        LoadedModel<Reader> model = host.Services.GetRequiredService<LoadedModel<Reader>>();
        HealthCheckService health = host.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(first, model.Status.LoadedAt);
        clock.Now += TimeSpan.FromHours(1);
        Assert.False(model.Refresh());
        Assert.Equal(first, model.Status.LoadedAt);
        new Reader(2).Save(folder.File);
        Assert.True(model.Refresh());
        Assert.Equal(clock.Now, model.Status.LoadedAt);
        HealthReport report = await health.CheckHealthAsync();
        Assert.Equal(["weights"], report.Entries.Keys);
        Assert.Equal(clock.Now, report.Entries["weights"].Data["loadedAt"]);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    [UnixFact]
    public async Task A_link_that_is_turned_to_another_file_is_a_change()
    {
        using var folder = new ModelFolder();
        string a = Path.Combine(folder.Path, "a"), b = Path.Combine(folder.Path, "b");
        new Reader(1).Save(a);
        new Reader(2).Save(b);
        File.CreateSymbolicLink(folder.File, a);
        await using Host host = await Host.Start(services => services.AddRecurrentModel<Reader>(folder.File), _ => { });
        LoadedModel<Reader> model = host.Services.GetRequiredService<LoadedModel<Reader>>();
        Assert.False(model.Refresh());
        File.Delete(folder.File);
        File.CreateSymbolicLink(folder.File, b);
        Assert.True(model.Refresh());
        Assert.Equal(new Reader(2).Parameters.ToArray(), model.Model.Parameters.ToArray());
    }

    /// <summary>
    /// 32 clients ask without a pause while the file is replaced 40 times: every request is answered, and every answer has the bits of one
    /// of the two models' direct calls, for the input that its client sent.
    /// </summary>
    [Fact]
    public async Task No_request_is_lost_and_none_sees_half_of_a_model()
    {
        const int Clients = 32, Replacements = 40;
        using var folder = new ModelFolder();
        Reader[] models = [new(1), new(2)];
        models[0].Save(folder.File);
        await using Host host = await Host.Start(services => services.AddRecurrentModel<Reader>(folder.File, Reload), app =>
            app.MapPost(
                "/predict",
                (float[][] rows, Reader model) => model.Predict(ModelInput.Features(model, rows)).ToArray()).WithModelInputErrors());
        LoadedModel<Reader> model = host.Services.GetRequiredService<LoadedModel<Reader>>();
        using var done = new CancellationTokenSource();
        int answered = 0, withSecond = 0;
        Task[] clients = [.. Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            float[][] rows = [[client * 0.01f, 0.5f], [0.25f, -client * 0.02f], [0.1f, 0.2f]];
            float[] flat = [.. rows.SelectMany(row => row)];
            float[][] expected = [.. models.Select(one => one.Predict(flat).ToArray())];
            Assert.NotEqual(expected[0], expected[1]);
            while (!done.IsCancellationRequested)
            {
                using HttpResponseMessage response = await host.Client.PostAsJsonAsync("/predict", rows);
                response.EnsureSuccessStatusCode();
                float[] answer = (await response.Content.ReadFromJsonAsync<float[]>())!;
                bool second = answer.SequenceEqual(expected[1]);
                Assert.True(second || answer.SequenceEqual(expected[0]), $"client {client} got {string.Join(", ", answer)}");
                Interlocked.Increment(ref answered);
                if (second)
                    Interlocked.Increment(ref withSecond);
            }
        }))];

        for (int i = 1; i <= Replacements; i++)
        {
            int loads = model.Status.Loads, before = Volatile.Read(ref answered);
            models[i % 2].Save(folder.File);
            await Until(
                () => (model.Status.Loads > loads && Volatile.Read(ref answered) > before) || clients.Any(client => client.IsFaulted));
        }

        await done.CancelAsync();
        await Task.WhenAll(clients);
        Assert.Null(model.Status.Failure);
        Assert.True(model.Status.Loads > Replacements, $"{model.Status.Loads} loads");
        Assert.True(withSecond > 0 && withSecond < answered, $"{withSecond} of {answered} answers are of the second model");
    }

    private static async Task Until(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!condition())
            await Task.Delay(5, limit.Token);
    }
}
