using LstmGen.Serialization;

namespace LstmGen.Training;

/// <summary>The file of a checkpoint and the one before it.</summary>
internal static class CheckpointFile
{
    /// <summary>
    /// Opens the checkpoint at <paramref name="path"/>, or the one before it where the machine stopped between the two; null
    /// where there is neither. A damaged file is an error unless the one before is whole.
    /// </summary>
    public static (SafetensorsFile File, string Path)? Open(string path)
    {
        string previous = path + ".bak";
        if (!File.Exists(path))
            return File.Exists(previous) ? (SafetensorsFile.Open(previous), previous) : null;
        try
        {
            return (SafetensorsFile.Open(path), path);
        }
        catch (SafetensorsException) when (File.Exists(previous))
        {
            return (SafetensorsFile.Open(previous), previous);
        }
    }

    /// <summary>Removes temporary files that a run left behind which was killed while it wrote.</summary>
    public static void RemoveLeftovers(string path)
    {
        string full = Path.GetFullPath(path), name = Path.GetFileName(full);
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(full)!, name + ".*.tmp"))
        {
            ReadOnlySpan<char> middle = Path.GetFileName(file.AsSpan())[(name.Length + 1)..^4];
            if (Guid.TryParseExact(middle, "N", out _))
                File.Delete(file);
        }
    }
}
