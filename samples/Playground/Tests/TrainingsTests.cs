using LstmGen.Samples.Playground.Server;

namespace LstmGen.Samples.Playground.Tests;

/// <summary>Which trainings the local server keeps.</summary>
public sealed class TrainingsTests
{
    [Fact]
    public async Task Trainings_that_no_page_listens_to_make_room_after_a_while()
    {
        var time = new Clock();
        var trainings = new Trainings(new Lifetime(CancellationToken.None), time);
        string[] ids = [.. Enumerable.Range(0, Trainings.Most).Select(_ => trainings.Add(Run())!)];
        Assert.Null(trainings.Add(Run()));
        await using IAsyncEnumerator<System.Net.ServerSentEvents.SseItem<string>> events =
            trainings.Find(ids[3])!.Events(CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());
        time.Now += TimeSpan.FromSeconds(59).Ticks;
        Assert.Null(trainings.Add(Run()));
        time.Now += TimeSpan.FromSeconds(2).Ticks;
        Assert.NotNull(trainings.Add(Run()));
        Assert.Equal([ids[3]], ids.Where(id => trainings.Find(id) is not null));
    }

    [Fact]
    public void A_training_that_ended_is_not_kept()
    {
        using var stopping = new CancellationTokenSource();
        var trainings = new Trainings(new Lifetime(stopping.Token), TimeProvider.System);
        WeakReference run = Ended(trainings);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(run.IsAlive);
        GC.KeepAlive(trainings);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Ended(Trainings trainings)
    {
        LiveRun run = Run();
        trainings.Remove(trainings.Add(run)!);
        return new WeakReference(run);
    }

    private static LiveRun Run() => new(LiveTask.Find("adding"), "GRU", 8, 0.01, 1);

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }

    private sealed class Lifetime(CancellationToken stopping) : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => stopping;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => throw new NotSupportedException();
    }
}
