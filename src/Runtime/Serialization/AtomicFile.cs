namespace LstmGen.Serialization;

/// <summary>Replaces a file as a whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Lets <paramref name="write"/> fill a temporary file in the folder of <paramref name="path"/>, flushes it to the disk
    /// and renames it over <paramref name="path"/>. On any exception the temporary file goes and the old file stays.
    /// </summary>
    /// <param name="path">The file; a symbolic link is followed.</param>
    /// <param name="write">Fills the stream; it is called once.</param>
    /// <param name="keepPrevious">Whether the file that was there before is kept as <c>path.bak</c>.</param>
    public static void Write(string path, Action<Stream> write, bool keepPrevious)
    {
        var link = new FileInfo(path);
        var target = link.LinkTarget is null ? Path.GetFullPath(path) : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            if (keepPrevious && File.Exists(target))
                File.Replace(temporary, target, target + ".bak");
            else
                File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            Discard(temporary);
            throw;
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
