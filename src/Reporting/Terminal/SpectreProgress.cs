using LstmGen.Training;
using Spectre.Console;

namespace LstmGen.Reporting;

/// <summary>
/// Shows training as a live table: a row per epoch with losses, metrics and speed, a bar for the epoch under way, and the
/// time left. A thread of its own redraws it at most ten times a second, so reporting costs training next to nothing. Where
/// the console is not a terminal, or another live display holds it, a plain line is written per epoch. It gives the console
/// back at the last report; dispose it where training may end without one, that is by cancelling or by an exception.
/// </summary>
public sealed class SpectreProgress : IProgress<TrainingReport>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly TrainingTable _table = new();
    private readonly AutoResetEvent _changed = new(false);
    private readonly IAnsiConsole _console;
    private Thread? _painter;
    private volatile ConsoleProgress? _plain;
    private bool _ended;

    /// <summary>One for <paramref name="console"/>; null for the process's console.</summary>
    public SpectreProgress(IAnsiConsole? console = null)
    {
        _console = console ?? AnsiConsole.Console;
        if (!_console.Profile.Capabilities.Interactive || !_console.Profile.Capabilities.Ansi)
            _plain = new ConsoleProgress(_console.Profile.Out.Writer, live: false);
    }

    /// <summary>Takes the latest report; it shows at the next drawing.</summary>
    public void Report(TrainingReport value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (_plain is { } plain)
        {
            plain.Report(value);
            return;
        }

        lock (_lock)
        {
            if (_ended)
                return;
            _table.Add(value);
            _changed.Set();
            if (_painter is null)
            {
                _painter = new Thread(Paint) { IsBackground = true, Name = "Training progress" };
                _painter.Start();
            }
        }

        if (value.EndsTraining)
            Dispose();
    }

    /// <summary>Draws the last state and gives the console back.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_ended)
                return;
            _ended = true;
            _changed.Set();
        }

        _painter?.Join();
        _changed.Dispose();
    }

    private void Paint()
    {
        try
        {
            _console.Live(Text.Empty).Start(Redraw);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            // A display that cannot be drawn must not end hours of training.
            _plain = new ConsoleProgress(_console.Profile.Out.Writer, live: false);
        }
    }

    private void Redraw(LiveDisplayContext context)
    {
        for (var last = false; !last;)
        {
            _changed.WaitOne();
            lock (_lock)
            {
                last = _ended;
                context.UpdateTarget(_table.Build());
            }

            context.Refresh();
            if (!last)
                Thread.Sleep(Interval);
        }
    }
}
