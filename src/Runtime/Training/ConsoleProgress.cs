using System.Globalization;
using System.Text;
using LstmGen.Training;

namespace LstmGen;

/// <summary>
/// Shows training as text. On a terminal one line is rewritten, at most ten times a second, and stays when its epoch or the training ends;
/// where output is redirected a line is written per epoch and nothing else.
/// </summary>
public sealed class ConsoleProgress : IProgress<TrainingReport>, ILineProgress
{
    private const int BarWidth = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly TextWriter _writer;
    private readonly bool _live;
    private readonly Func<int> _width;
    private readonly TimeProvider _time;
    private long? _lastDrawn;
    private int _drawnLength;

    /// <summary>One for <see cref="Console.Out"/>, live unless it is redirected.</summary>
    public ConsoleProgress()
        : this(Console.Out, !Console.IsOutputRedirected)
    {
    }

    /// <summary>One for any writer.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="live">Whether to rewrite one line with carriage returns.</param>
    /// <param name="width">Columns of the terminal, asked at every drawing; null for the console's.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public ConsoleProgress(TextWriter writer, bool live, Func<int>? width = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        (_writer, _live, _width, _time) = (writer, live, width ?? ConsoleWidth, time ?? TimeProvider.System);
    }

    /// <summary>Shows <paramref name="value"/>, or lets it pass when the latest was shown just before.</summary>
    public void Report(TrainingReport value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_lock)
        {
            if (_live)
                Redraw(value);
            else if (value.EndsEpoch)
                _writer.WriteLine(Line(value));
        }
    }

    void ILineProgress.EndLine()
    {
        lock (_lock)
        {
            if (_drawnLength == 0)
                return;
            _writer.WriteLine();
            _writer.Flush();
            (_lastDrawn, _drawnLength) = (null, 0);
        }
    }

    private void Redraw(TrainingReport report)
    {
        var now = _time.GetTimestamp();
        if (!report.EndsEpoch && _lastDrawn is { } last && _time.GetElapsedTime(last, now) < Interval)
            return;

        // One column stays free: a full line would make some terminals go to the next.
        var line = Line(report);
        var room = Math.Max(10, _width() - 1);
        if (line.Length > room)
            line = line[..room];
        _writer.Write('\r');
        _writer.Write(line.PadRight(Math.Min(_drawnLength, room)));
        if (report.EndsEpoch)
            _writer.WriteLine();
        _writer.Flush();
        (_lastDrawn, _drawnLength) = (now, report.EndsEpoch ? 0 : line.Length);
    }

    private string Line(TrainingReport report)
    {
        var text = new StringBuilder(160);
        var digits = report.Epochs.ToString(CultureInfo.InvariantCulture).Length;
        text.Append("epoch ").Append(report.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(digits));
        text.Append(CultureInfo.InvariantCulture, $"/{report.Epochs}");
        if (_live && !report.EndsEpoch)
            AppendBar(text, report.EpochShare);

        text.Append("  ").Append(report);
        var time = report.EndsEpoch ? $"  {Clock(report.Elapsed)}" : $"  {Clock(report.Remaining)} left";
        return text.Append(time).ToString();
    }

    private void AppendBar(StringBuilder text, double share)
    {
        var (full, empty) = _writer.Encoding is UTF8Encoding or UnicodeEncoding ? ('━', '╌') : ('=', '.');
        var filled = (int)(share * BarWidth);
        text.Append(' ').Append(full, filled).Append(empty, BarWidth - filled);
        text.Append(CultureInfo.InvariantCulture, $" {(int)(share * 100),3}%");
    }

    private static string Clock(TimeSpan time) => time.TotalHours < 1
        ? time.ToString(@"m\:ss", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}");

    private static int ConsoleWidth()
    {
        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
