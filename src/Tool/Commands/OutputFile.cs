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
}
