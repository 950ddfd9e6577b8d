using System.Diagnostics;

namespace LstmGen.Bench.Peers.Contended;

/// <summary>What else the machine does while the models are timed.</summary>
internal sealed class Surroundings : IDisposable
{
    /// <summary>
    /// Nothing more than it did before; busy threads of this process; a process that is busy; one processor only (<c>taskset</c>).
    /// </summary>
    public static readonly string[] All = ["free", "thread", "process", "core"];

    private readonly List<Process> _processes = [];
    private volatile bool _stop;

    /// <summary>Starts what takes all processors but one.</summary>
    public Surroundings(string name)
    {
        if (!All.Contains(name))
            throw new ArgumentException($"'{name}' is none of the surroundings {string.Join(", ", All)}.", nameof(name));
        for (int i = 1; i < Environment.ProcessorCount; i++)
        {
            if (name == "thread")
                new Thread(Burn) { IsBackground = true }.Start();
            else if (name == "process")
                _processes.Add(Process.Start(Command("", "contended", "--burn"))!);
        }
    }

    /// <summary>This program with other arguments, held to the first processor for <c>core</c>.</summary>
    public static ProcessStartInfo Command(string name, params string[] arguments)
    {
        string[] hold = name == "core" ? ["taskset", "-c", "0"] : [];
        string program = Environment.ProcessPath!;
        string[] hosted = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(Surroundings).Assembly.Location] : [];
        string[] words = [.. hold, program, .. hosted, .. arguments];
        ProcessStartInfo start = new(words[0]) { RedirectStandardOutput = true };
        foreach (string word in words.AsSpan(1))
            start.ArgumentList.Add(word);
        return start;
    }

    /// <summary>Keeps a processor busy until the process is ended, or the one that started it.</summary>
    public static void BurnAlone()
    {
        int parent = ParentOf();
        for (long i = 0; ; i++)
        {
            if (i % 100_000_000 == 0 && ParentOf() != parent)
                return;
        }
    }

    public void Dispose()
    {
        _stop = true;
        foreach (Process process in _processes)
        {
            process.Kill();
            process.Dispose();
        }
    }

    private static int ParentOf()
    {
        const string key = "PPid:";
        string? line = File.Exists("/proc/self/status")
            ? File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal))
            : null;
        return line is null ? 0 : int.Parse(line[key.Length..], System.Globalization.CultureInfo.InvariantCulture);
    }

    private void Burn()
    {
        long k = 0;
        while (!_stop)
            k++;
    }
}
