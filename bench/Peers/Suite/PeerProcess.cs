using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using LstmGen.Bench.Peers.Grid;

namespace LstmGen.Bench.Peers.Suite;

/// <summary>A peer that runs as a process of its own and is asked for one measurement at a time.</summary>
internal sealed class PeerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly string _command;
    private readonly string[] _modes, _cases;
    private Process _process;

    /// <summary>Starts the shell command and reads who answers.</summary>
    public PeerProcess(string command)
    {
        _command = command;
        _process = Start(command);
        Hello = Read();
        _modes = [.. Hello["modes"]!.AsArray().Select(m => (string)m!)];
        _cases = ((string)Hello["cases"]!).Split(',');
    }

    /// <summary>peer, version, label, modes, cases and whether it wants a new process for each case.</summary>
    public JsonObject Hello { get; private set; }

    /// <summary>Name and label, which records are told apart by.</summary>
    public string Key => $"{Hello["peer"]}/{Hello["label"]}";

    public bool Can(BenchCase c, string mode) =>
        _modes.Contains(mode) && _cases.Any(pattern => CaseFile.Matches(c, pattern)) && (mode != "stream" || c.Streams);

    /// <summary>Sends a request and reads its answer.</summary>
    /// <exception cref="InvalidOperationException">The process ended, or gave no answer in time.</exception>
    public JsonObject Ask(string verb, params ReadOnlySpan<object> words)
    {
        string line = verb;
        foreach (object word in words)
            line += " " + Convert.ToString(word, CultureInfo.InvariantCulture);
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
        return Read();
    }

    /// <summary>Ends the process and starts it anew.</summary>
    public void Restart()
    {
        Dispose();
        _process = Start(_command);
        Hello = Read();
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read everything.
        }

        if (!_process.WaitForExit(2000))
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static Process Start(string command) => Process.Start(new ProcessStartInfo("/bin/sh")
    {
        ArgumentList = { "-c", "exec " + command },
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private JsonObject Read()
    {
        Task<string?> line = _process.StandardOutput.ReadLineAsync();
        if (!line.Wait(Patience))
        {
            _process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"no answer from '{_command}' within {Patience.TotalMinutes} minutes.");
        }

        return JsonNode.Parse(
            line.Result ?? throw new InvalidOperationException($"'{_command}' ended; its messages stand above."))!.AsObject();
    }
}
