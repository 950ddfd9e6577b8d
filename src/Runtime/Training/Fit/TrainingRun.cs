using System.Threading.Channels;
using LstmGen.Training;

namespace LstmGen;

/// <summary>
/// A training that goes on in the background, from
/// <see cref="ModelTraining.StartFit(IRecurrentModel, SequenceSet, FitOptions, CancellationToken)"/>.
/// </summary>
/// <example><code>
/// await using TrainingRun run = model.StartFit(train, options);
/// await foreach (TrainingReport report in run.Reports())
///     Console.WriteLine(report);
/// History history = await run.Completion;
/// </code></example>
public sealed class TrainingRun : IAsyncDisposable
{
    private readonly Channel<TrainingReport> _reports = Channel.CreateUnbounded<TrainingReport>(new() { SingleWriter = true });
    private readonly CancellationTokenSource _stop;
    private readonly Lock _ending = new();
    private bool _ended;

    internal TrainingRun(Func<FitOptions, History> fit, FitOptions options, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken, cancellationToken);
        FitOptions told = options with { CancellationToken = _stop.Token, Progress = new Relay(_reports.Writer, options.Progress) };
        // A thread of its own: a training would keep one of the pool's threads for hours.
        Completion =
            Task.Factory.StartNew(() => Run(fit, told), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The history once training has ended, also where it was stopped; or its exception.</summary>
    public Task<History> Completion { get; }

    /// <summary>
    /// The last report of each epoch, as they come; ends with the training. Each report is given once: with several readers each gets a
    /// part. An exception of the training is thrown here too. Reports of every batch go to <see cref="FitOptions.Progress"/>.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading, not the training.</param>
    public IAsyncEnumerable<TrainingReport> Reports(CancellationToken cancellationToken = default) =>
        _reports.Reader.ReadAllAsync(cancellationToken);

    /// <summary>
    /// Asks the training to end after the update under way, as <see cref="FitOptions.CancellationToken"/> does. Where it has ended, nothing
    /// happens.
    /// </summary>
    public void Stop()
    {
        lock (_ending)
        {
            if (!_ended)
                _stop.Cancel();
        }
    }

    /// <summary>Stops the training and waits for its end. Its exception, if any, is told by <see cref="Completion"/> alone.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        await ((Task)Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private History Run(Func<FitOptions, History> fit, FitOptions options)
    {
        try
        {
            History history = fit(options);
            _reports.Writer.Complete();
            return history;
        }
        catch (Exception e)
        {
            _reports.Writer.Complete(e);
            throw;
        }
        finally
        {
            // The caller's tokens know of this one for as long as it is not disposed of.
            lock (_ending)
            {
                _ended = true;
                _stop.Dispose();
            }
        }
    }

    private sealed class Relay(ChannelWriter<TrainingReport> reports, IProgress<TrainingReport>? next)
        : IProgress<TrainingReport>, ILineProgress
    {
        public void Report(TrainingReport value)
        {
            if (value.EndsEpoch)
                reports.TryWrite(value);
            next?.Report(value);
        }

        public void EndLine() => (next as ILineProgress)?.EndLine();
    }
}
