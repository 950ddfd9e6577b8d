using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace LstmGen.Samples;

/// <summary>
/// Processes that train together: started by <c>mpirun</c>, which <c>--ranks</c> calls. Only the first writes to the console and leaves
/// files.
/// </summary>
internal sealed class Ranks : IDisposable
{
    private readonly DirectoryInfo? _aside;

    private Ranks(Distribution? distribution)
    {
        Distribution = distribution;
        if (distribution is null or { Rank: 0 })
            return;
        _aside = Directory.CreateTempSubdirectory("lstmgen-rank");
        Console.SetOut(TextWriter.Null);
    }

    /// <summary>The option.</summary>
    public static Option<int?> Option { get; } = new("--ranks")
    {
        Description =
            "Processes of this machine to train on together, started by mpirun; more machines: call mpirun yourself (docs/distributed.md)",
    };

    /// <summary>What trains together; null for this process alone, without shards.</summary>
    public Distribution? Distribution { get; }

    /// <summary>Joins the ranks of the run.</summary>
    public static Ranks Join(ParseResult parsed) => new(parsed.GetValue(Option) is not null || Mpi.World.Ranks > 1 ? Mpi.World : null);

    /// <summary>Where a rank leaves files: in the folder asked for, or aside.</summary>
    public DirectoryInfo Folder(DirectoryInfo asked) => _aside ?? asked;

    /// <summary>Whether the option asks for processes that are not there yet.</summary>
    public static bool AreToBeStarted(ParseResult parsed)
    {
        int? asked = parsed.GetValue(Option);
        if (asked is < 1)
            throw new ArgumentException($"--ranks is {asked}; give at least 1.");
        return asked > 1 && !IsRank;
    }

    /// <summary>Starts this program again by mpirun, with the same arguments; gives its exit code.</summary>
    public static int Start(string[] arguments, int ranks)
    {
        var start = new ProcessStartInfo("mpirun");
        if (IsOpenMpi())
        {
            // Open MPI starts nothing for root, and no more processes than processors, unless it is told to.
            if (Environment.UserName == "root")
                start.ArgumentList.Add("--allow-run-as-root");
            if (ranks > Environment.ProcessorCount)
                start.ArgumentList.Add("--oversubscribe");
        }

        string program = Environment.ProcessPath!;
        start.ArgumentList.Add("-n");
        start.ArgumentList.Add(ranks.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(program);
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["LSTMGEN_SAMPLE_RANK"] = "1";
        using Process all = Process.Start(start)!;
        all.WaitForExit();
        return all.ExitCode;
    }

    public void Dispose() => _aside?.Delete(recursive: true);

    private static bool IsRank => Environment.GetEnvironmentVariable("LSTMGEN_SAMPLE_RANK") is not null || Mpi.World.Ranks > 1;

    private static bool IsOpenMpi()
    {
        try
        {
            using Process asked = Process.Start(new ProcessStartInfo("mpirun", "--version") { RedirectStandardOutput = true })!;
            string said = asked.StandardOutput.ReadToEnd();
            asked.WaitForExit();
            return said.Contains("Open MPI", StringComparison.Ordinal) || said.Contains("OpenRTE", StringComparison.Ordinal);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new ArgumentException(
                "--ranks needs mpirun, which is not installed: install Open MPI (Debian: apt-get install openmpi-bin) or MPICH, "
                + "or leave --ranks out.");
        }
    }
}
