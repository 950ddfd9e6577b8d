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
            OutputFile.RequireFree(Path.Combine(path, name), option, force);
        string? made = MadeFolder.Make(path, option);
        var written = new List<(string Temporary, string Target)>();
        var moved = new List<(string Target, string? Previous)>();
        try
        {
            foreach ((string name, Action<Stream> fill) in files)
                Fill(Target(Path.Combine(path, name)), fill, written);
            foreach ((string temporary, string target) in written)
                Move(temporary, target, force, moved);
        }
        catch (Exception e)
        {
            string[] kept = [.. moved.Select(one => TakeBack(one.Target, one.Previous)).OfType<string>()];
            Discard(written.Select(one => one.Temporary));
            MadeFolder.Remove(made);
            if (kept.Length > 0)
                throw new IOException($"{e.Message} {string.Join(' ', kept)}", e);
            throw;
        }

        Discard(moved.Select(one => one.Previous).OfType<string>());
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

    /// <summary>Gives a written file its name, and keeps what had that name under another.</summary>
    private static void Move(string temporary, string target, bool force, List<(string Target, string? Previous)> moved)
    {
        if (force && File.Exists(target))
        {
            string previous = $"{target}.{Guid.NewGuid():N}.tmp";
            moved.Add((target, previous)); // before the change: one that fails halfway is taken back too
            File.Replace(temporary, target, previous);
        }
        else
        {
            File.Move(temporary, target);
            moved.Add((target, null));
        }
    }

    /// <summary>Undoes <see cref="Move"/>; gives null, or where the old file is if that fails.</summary>
    private static string? TakeBack(string target, string? previous)
    {
        try
        {
            if (previous is null)
            {
                File.Delete(target);
            }
            else if (File.Exists(previous))
            {
                File.Move(previous, target, overwrite: true);
                File.Delete(previous); // two names of one file both stay where one is renamed to the other
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return previous is null ? null : $"The old {target} cannot be put back ({e.Message}); it is {previous}.";
        }
    }

    private static void Discard(IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // What made the write fail is the error to report; a left-over temporary file is not.
            }
        }
    }
}
