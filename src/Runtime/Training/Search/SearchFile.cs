using System.Text;
using System.Text.Json;
using LstmGen.Serialization;

namespace LstmGen.Training;

/// <summary>The results of a search on the disk: a line that says which search, and a line for each finished trial.</summary>
internal sealed class SearchFile : IDisposable
{
    private const string Format = "LstmGen search 1";

    private readonly string _path;
    private readonly FileStream _lock;
    private readonly List<string> _lines = [];

    private SearchFile(string path, FileStream held) => (_path, _lock) = (path, held);

    /// <summary>Whether there were results before.</summary>
    public bool Resumed { get; private set; }

    /// <summary>The lines of results.</summary>
    public IReadOnlyList<string> Lines => _lines[1..];

    /// <summary>Makes the file, or takes up the one that is there; no other process has it until this is disposed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="search">What is searched.</param>
    /// <param name="score">What results are.</param>
    /// <param name="resume">Whether a file that exists is taken up.</param>
    /// <exception cref="ArgumentException">There is a file that is not to be taken up, or it belongs to another search.</exception>
    /// <exception cref="IOException">It cannot be read or written, or another process has it.</exception>
    public static SearchFile Open(string path, ModelSearch search, string score, bool resume)
    {
        string full = Path.GetFullPath(AtomicFile.TargetOf(path)); // two links to one file are one search's
        if (!Directory.Exists(Path.GetDirectoryName(full)))
            throw new ArgumentException(
                $"Path: the folder '{Path.GetDirectoryName(full)}' does not exist. Create it, or give another path.", nameof(path));
        var file = new SearchFile(full, Hold(full));
        try
        {
            AtomicFile.RemoveLeftovers(full);
            string[] own = Identity(search, score);
            if (File.Exists(full))
            {
                if (!resume)
                    throw new ArgumentException(
                        $"{path} exists already. Set Resume = true to go on from it, or delete it to begin anew.", nameof(path));
                file.Read(path, own);
            }
            else
            {
                file._lines.Add(Header(own));
                file.Write();
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads a line of the file.</summary>
    public static TrialResult? Result(string path, int index, string line, IReadOnlyList<SearchTrial> trials)
    {
        try
        {
            return TrialLine.Read(line, trials);
        }
        catch (FormatException e)
        {
            throw new ArgumentException(
                $"{path}, line {index + 2}: {e.Message}. The file is damaged: remove the line to run its trial again.", nameof(path), e);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException(
                $"{path}, line {index + 2} belongs to another search: {e.Message}. Give another path, or search what it did.", nameof(path),
                e);
        }
    }

    /// <summary>Leaves lines out.</summary>
    public void Remove(IReadOnlyCollection<string> without)
    {
        if (_lines.RemoveAll(without.Contains) > 0)
            Write();
    }

    /// <summary>Adds results.</summary>
    public void Add(IReadOnlyCollection<string> lines)
    {
        _lines.AddRange(lines);
        Write();
    }

    public void Dispose() => _lock.Dispose();

    // Held by the process, so that it is free again when the process ends, however that happens.
    private static FileStream Hold(string path)
    {
        string name = path + ".lock";
        try
        {
            return new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (File.Exists(name))
        {
            throw new IOException($"Another search uses {path}. Wait for its end, or give another path.", e);
        }
    }

    private static string[] Identity(ModelSearch search, string score) =>
        [search.Kind, ValueText.Of("seed", search.Seed), score, .. search.Parameters.Select(parameter => parameter.ToString())];

    private static string Header(string[] identity) => TrialLine.Line(json =>
    {
        json.WriteString("format", Format);
        json.WriteString("kind", identity[0]);
        json.WriteString("seed", identity[1]);
        json.WriteString("score", identity[2]);
        json.WriteStartArray("parameters");
        foreach (string parameter in identity[3..])
            json.WriteStringValue(parameter);
        json.WriteEndArray();
    });

    private void Read(string path, string[] own)
    {
        string[] lines = [.. File.ReadAllText(_path).Split('\n').Where(line => line.Length > 0)];
        if (lines.Length == 0 || ReadHeader(lines[0]) is not { } there)
            throw new ArgumentException($"{path} is no file of results of a search. Give another path.", nameof(path));
        for (int i = 0; i < Math.Max(own.Length, there.Length); i++)
        {
            string before = there.ElementAtOrDefault(i) ?? "nothing", now = own.ElementAtOrDefault(i) ?? "nothing";
            if (before != now)
                throw new ArgumentException(
                    $"{path} belongs to another search: {Title(i)} is '{before}' there and '{now}' here. Give another "
                        + "path, or search what it did.", nameof(path));
        }

        _lines.AddRange(lines);
        Resumed = true;
    }

    private static string Title(int index) => index switch
    {
        0 => "its kind",
        1 => "the seed",
        2 => "what is compared",
        _ => $"parameter {index - 2}",
    };

    private static string[]? ReadHeader(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            if (root.GetProperty("format").GetString() != Format)
                return null;
            return [root.GetProperty("kind").GetString()!, root.GetProperty("seed").GetString()!, root.GetProperty("score").GetString()!,
                .. root.GetProperty("parameters").EnumerateArray().Select(one => one.GetString()!)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private void Write() => AtomicFile.Write(_path, stream => stream.Write(Encoding.UTF8.GetBytes(string.Join('\n', _lines) + "\n")));
}
