namespace LstmGen.Tool.Commands;

/// <summary>A folder that a command makes for what it writes, and takes back where nothing is written.</summary>
internal static class MadeFolder
{
    /// <summary>Makes the folder; gives the outermost one that was made, null where all were there.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="option">What names it on the command line.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static string? Make(string path, string option)
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
            Remove(outermost);
            throw new IOException($"{option} {path} is no folder and cannot be made. Give a folder where you may write.", e);
        }
    }

    /// <summary>Removes what <see cref="Make"/> gave, unless there is a file in it.</summary>
    public static void Remove(string? made)
    {
        try
        {
            if (made is not null && Directory.Exists(made) && !Directory.EnumerateFiles(made, "*", SearchOption.AllDirectories).Any())
                Directory.Delete(made, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What made the write fail is the error to report; an empty folder is not.
        }
    }
}
