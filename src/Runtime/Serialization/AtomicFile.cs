using System.Text;

namespace LstmGen.Serialization;

/// <summary>Replaces a file as a whole or not at all: the one way in which the library saves.</summary>
internal static class AtomicFile
{
    private const int MostAttempts = 50;

    /// <summary>
    /// Lets <paramref name="write"/> fill a temporary file in the folder of <paramref name="path"/>, flushes it to the disk, renames it
    /// over <paramref name="path"/> and flushes the folder. On any exception the temporary file goes and the old file stays. The new file
    /// has the old one's mode. Several processes may write to one path: the file is always one that one of them wrote, the last one's in
    /// the end.
    /// </summary>
    /// <param name="path">The file; a symbolic link is followed. A device or a pipe is written to, not replaced.</param>
    /// <param name="write">Fills the stream; it is called once.</param>
    /// <param name="keepPrevious">Whether the file that was there before is kept as <c>path.bak</c>; beside the file that a link
    /// names.</param>
    public static void Write(string path, Action<Stream> write, bool keepPrevious = false)
    {
        string target = Path.GetFullPath(TargetOf(path));
        if (IsDevice(Path.GetFullPath(path)) || IsDevice(target) || IsPipe(target))
        {
            using var device = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            write(device);
            return;
        }

        if (Directory.Exists(target))
            throw new IOException($"{path} cannot be written: it is a folder. Give the name of a file.");
        string folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{path} cannot be written: there is no folder {folder}. Make it, or correct the path.");
        FileStream stream = Create(target);
        string temporary = stream.Name;
        try
        {
            // On Unix the file stays open, and so locked, until it has its name: nobody takes it for a left-over.
            using (stream)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
                if (!OperatingSystem.IsWindows())
                    Rename(temporary, target, keepPrevious);
            }

            if (OperatingSystem.IsWindows())
                Rename(temporary, target, keepPrevious);
        }
        catch
        {
            Discard(temporary);
            throw;
        }

        FolderFlush.Flush(folder);
    }

    /// <summary>
    /// The file that <see cref="Write"/> replaces: the one that a symbolic link names in the end, also where it is gone; else
    /// <paramref name="path"/> as it is.
    /// </summary>
    public static string TargetOf(string path)
    {
        var link = new FileInfo(path);
        return link.LinkTarget is null ? path : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    /// <summary>Replaces a file by text in UTF-8.</summary>
    /// <exception cref="ArgumentException">The text has half a surrogate pair; the file stays as it was.</exception>
    public static void WriteText(string path, string text)
    {
        byte[] bytes;
        try
        {
            bytes = new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            int line = text.AsSpan(0, Math.Max(e.Index, 0)).Count('\n') + 1;
            throw new ArgumentException(
                $"Line {line} of what is to be saved to {path} has half a surrogate pair (U+{(int)e.CharUnknown:X4}), which no file can "
                    + "hold. Remove it or write the whole character; the file is as it was.", nameof(text), e);
        }

        Write(path, stream => stream.Write(bytes));
    }

    /// <summary>
    /// Removes what processes that were killed have left beside the file that <see cref="Write"/> replaces; what a living one is writing
    /// stays.
    /// </summary>
    public static void RemoveLeftovers(string path)
    {
        string full = Path.GetFullPath(TargetOf(path)), name = Path.GetFileName(full);
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(full)!, name + ".*.tmp"))
        {
            ReadOnlySpan<char> middle = Path.GetFileName(file.AsSpan())[(name.Length + 1)..^4];
            if (!Guid.TryParseExact(middle, "N", out _))
                continue;
            try
            {
                // Its writer has it open, so that this fails as long as that one lives.
                new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It is written right now, or another process removes it.
            }
        }
    }

    private static FileStream Create(string target)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Delete };
        UnixFileMode? mode = !OperatingSystem.IsWindows() && File.Exists(target) ? File.GetUnixFileMode(target) : null;
        if (mode is { } old && !OperatingSystem.IsWindows())
            options.UnixCreateMode = old;
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                var stream = new FileStream($"{target}.{Guid.NewGuid():N}.tmp", options);
                // Between its creation and its lock a process that looks for left-overs may have removed it; now none can any more.
                if (attempt < MostAttempts && !File.Exists(stream.Name))
                {
                    stream.Dispose();
                    continue;
                }

                if (mode is { } exact && !OperatingSystem.IsWindows())
                    File.SetUnixFileMode(stream.SafeFileHandle, exact); // creating it leaves out what the umask forbids
                return stream;
            }
            catch (IOException) when (attempt < MostAttempts && Directory.Exists(Path.GetDirectoryName(target)))
            {
                // A process that looks for left-overs had it open.
            }
        }
    }

    private static void Rename(string temporary, string target, bool keepPrevious)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                if (keepPrevious && File.Exists(target))
                    File.Replace(temporary, target, target + ".bak");
                else
                    File.Move(temporary, target, overwrite: true);
                return;
            }
            catch (IOException) when (attempt < MostAttempts && File.Exists(temporary))
            {
                Thread.Sleep(1); // another process replaces the same file
            }
        }
    }

    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows()
        && (path.StartsWith("/proc/", StringComparison.Ordinal)
            || (path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal)));

    // Of all that has no length, a pipe alone has no position.
    private static bool IsPipe(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path) || new FileInfo(path).Length != 0)
            return false;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            return !stream.CanSeek;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What made the write fail is the error to report; a left-over temporary file is not.
        }
    }
}
