namespace LstmGen.Tool.Commands;

/// <summary>Files that are written into a folder together: all of them or none.</summary>
/// <param name="option">The option that names the folder.</param>
/// <param name="path">The folder, which is made where it is missing.</param>
internal sealed class OutputFolder(string option, string path)
{
    /// <summary>Writes the files; a failure leaves the folder as it was.</summary>
    /// <param name="force">Whether files that exist are replaced.</param>
    /// <param name="files">Names in the folder, and what fills each file.</param>
    /// <exception cref="IOException">The folder cannot be made, or a file exists or cannot be written.</exception>
    public void Write(bool force, params ReadOnlySpan<(string Name, Action<Stream> Fill)> files)
    {
        if (File.Exists(path))
            throw new IOException($"{option} {path} is a file. Give a folder.");
        foreach ((string name, _) in files)
            RequireFree(Path.Combine(path, name), force);
        string? made = Make();
        var written = new List<(string Temporary, string Target)>();
        var added = new List<string>();
        try
        {
            foreach ((string name, Action<Stream> fill) in files)
                Fill(Target(Path.Combine(path, name)), fill, written);
            foreach ((string temporary, string target) in written)
            {
                bool isNew = !File.Exists(target);
                File.Move(temporary, target, overwrite: true);
                if (isNew)
                    added.Add(target);
            }
        }
        catch
        {
            Discard([.. written.Select(one => one.Temporary), .. added], made);
            throw;
        }
    }

    private void RequireFree(string target, bool force)
    {
        if (Directory.Exists(target))
            throw new IOException($"{target} is a folder. Give another {option}.");
        if (!force && File.Exists(target))
            throw new IOException($"{target} exists. Give another {option}, or --force to replace it.");
    }

    /// <summary>Makes the folder; gives the outermost one that was made, null where all were there.</summary>
    private string? Make()
    {
        string? outermost = null;
        for (string? at = Path.GetFullPath(path); at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at))
            outermost = at;
        try
        {
            Directory.CreateDirectory(path);
            return outermost;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Discard([], outermost);
            throw new IOException($"{option} {path} is no folder and cannot be made. Give a folder where you may write.", e);
        }
    }

    // A link is followed.
    private static string Target(string file) =>
        new FileInfo(file) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : file;

    private static void Fill(string target, Action<Stream> fill, List<(string Temporary, string Target)> written)
    {
        using var stream = new FileStream($"{target}.{Guid.NewGuid():N}.tmp", FileMode.CreateNew, FileAccess.Write);
        written.Add((stream.Name, target));
        fill(stream);
        stream.Flush(flushToDisk: true);
        if (!OperatingSystem.IsWindows() && File.Exists(target))
            File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
    }

    private static void Discard(IEnumerable<string> files, string? made)
    {
        try
        {
            foreach (string file in files)
                File.Delete(file);
            if (made is not null && Directory.Exists(made) && !Directory.EnumerateFiles(made, "*", SearchOption.AllDirectories).Any())
                Directory.Delete(made, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What made the write fail is the error to report.
        }
    }
}
