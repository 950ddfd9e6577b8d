namespace LstmGen.Tool.Commands;

/// <summary>A file that a command is to write.</summary>
internal static class OutputFile
{
    /// <summary>Throws where the path names a folder, or a file that is not to be replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="other">What to give another one of: an option, or a name.</param>
    /// <param name="force">Whether a file that exists is replaced.</param>
    /// <exception cref="IOException">It is a folder, or there is such a file.</exception>
    public static void RequireFree(string path, string other, bool force)
    {
        if (Directory.Exists(path))
            throw new IOException($"{path} is a folder. Give another {other}.");
        if (!force && File.Exists(path))
            throw new IOException($"{path} exists. Give another {other}, or --force to replace it.");
    }

    /// <summary>Writes a file and makes its folder where that is missing; a failure takes the folder back.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes it, all or nothing.</param>
    /// <exception cref="IOException">The folder cannot be made, or the file cannot be written.</exception>
    public static void Write(string path, Action write)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path)), made = folder is null ? null : MadeFolder.Make(folder, "OUT");
        try
        {
            write();
        }
        catch
        {
            MadeFolder.Remove(made);
            throw;
        }
    }
}
