using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace LstmGen.Distributed.Tests;

/// <summary>The child program, started by mpirun.</summary>
internal sealed class MpiRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private MpiRun(string program, int ranks, string[] arguments, (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] own = program == OpenMpi ? ["--allow-run-as-root", "--oversubscribe"] : [];
        foreach (string argument in (string[])[.. own, "-n", ranks.ToString(CultureInfo.InvariantCulture), Dotnet, "exec",
            typeof(Runs).Assembly.Location, .. arguments])
            start.ArgumentList.Add(argument);
        start.Environment["TERM"] = "dumb"; // mpirun gives its children a terminal
        start.Environment["LSTMGEN_THREADS"] = "1";
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Open MPI's mpirun; null where there is none.</summary>
    public static string? OpenMpi { get; } = Find("mpirun.openmpi") ?? (Says("mpirun", "Open MPI") ? "mpirun" : null);

    /// <summary>MPICH's mpirun; null where there is none.</summary>
    public static string? Mpich { get; } = Find("mpirun.mpich") ?? (Says("mpirun", "HYDRA") ? "mpirun" : null);

    /// <summary>The lines of both streams so far.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public string Text => string.Join('\n', _lines);

    private static string Dotnet =>
        Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";

    public static MpiRun Start(string program, int ranks, string[] arguments, params (string Name, string Value)[] variables) =>
        new(program, ranks, arguments, variables);

    /// <summary>Waits for the end; gives the exit code.</summary>
    public int Wait()
    {
        Assert.True(_process.WaitForExit(Patience), $"The job has not ended.\n{Text}");
        _process.WaitForExit(); // for the streams
        return _process.ExitCode;
    }

    /// <summary>Waits for a line that begins so; gives it. Null where the job ends before.</summary>
    public string? WaitFor(string beginning)
    {
        long begun = Stopwatch.GetTimestamp();
        while (true)
        {
            bool ended = _process.HasExited;
            if (_lines.FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal)) is { } found)
                return found;
            if (ended)
                return null;
            Assert.True(Stopwatch.GetElapsedTime(begun) < Patience, $"Nobody has said '{beginning}'.\n{Text}");
            Thread.Sleep(5);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is not null)
            _lines.Enqueue(line.Trim());
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program))) ? program : null;

    private static bool Says(string program, string word)
    {
        if (Find(program) is null)
            return false;
        using Process asked =
            Process.Start(new ProcessStartInfo(program, "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string said = asked.StandardOutput.ReadToEnd();
        asked.WaitForExit();
        return said.Contains(word, StringComparison.Ordinal);
    }
}

/// <summary>A test that needs Open MPI; it says so where it skips.</summary>
public sealed class OpenMpiFactAttribute : FactAttribute
{
    public OpenMpiFactAttribute() =>
        Skip = MpiRun.OpenMpi is null ? "Open MPI is not installed (Debian: apt-get install openmpi-bin)." : null;
}

/// <summary>A test that needs Open MPI, with data.</summary>
public sealed class OpenMpiTheoryAttribute : TheoryAttribute
{
    public OpenMpiTheoryAttribute() =>
        Skip = MpiRun.OpenMpi is null ? "Open MPI is not installed (Debian: apt-get install openmpi-bin)." : null;
}

/// <summary>A test that needs MPICH; it says so where it skips.</summary>
public sealed class MpichFactAttribute : FactAttribute
{
    public MpichFactAttribute() => Skip = MpiRun.Mpich is null ? "MPICH is not installed (Debian: apt-get install mpich)." : null;
}

/// <summary>A test that needs both; it says so where it skips.</summary>
public sealed class BothMpisFactAttribute : FactAttribute
{
    public BothMpisFactAttribute() => Skip = MpiRun.OpenMpi is null || MpiRun.Mpich is null
        ? "Open MPI and MPICH are not both installed (Debian: apt-get install openmpi-bin mpich)."
        : null;
}
