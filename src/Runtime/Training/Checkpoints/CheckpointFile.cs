using LstmGen.Interchange;

namespace LstmGen.Training;

/// <summary>The file of a checkpoint and the one before it.</summary>
internal static class CheckpointFile
{
    /// <summary>
    /// Opens the checkpoint at <paramref name="path"/>, or the one before it where the first is missing or damaged; null where there is
    /// neither.
    /// </summary>
    /// <returns>The file, its path, and why the newer one was not taken; null where it was.</returns>
    /// <exception cref="SafetensorsException">The file is damaged, and there is none before it, or that is damaged too.</exception>
    public static (SafetensorsFile File, string Path, string? Note)? Open(string path)
    {
        string previous = path + ".bak";
        if (!File.Exists(path))
            return File.Exists(previous)
                ? (OpenChecked(previous), previous, $"{path} is missing; {previous}, the one before, was taken.")
                : null;
        try
        {
            return (OpenChecked(path), path, null);
        }
        catch (SafetensorsException damage) when (File.Exists(previous))
        {
            try
            {
                return (OpenChecked(previous), previous, $"{damage.Message} {previous}, the one before, was taken.");
            }
            catch (SafetensorsException both)
            {
                throw new SafetensorsException(
                    $"{damage.Message} The one before is damaged too: {both.Message} Set Resume = false to begin anew.", both);
            }
        }
    }

    // A checkpoint always has a checksum: without one, the damage is in the checksum's own name.
    private static SafetensorsFile OpenChecked(string path)
    {
        SafetensorsFile file = SafetensorsFile.Open(path);
        return file.IsChecked
            ? file
            : throw new SafetensorsException($"{path} has no checksum: it is damaged, or no checkpoint of this version. Give another "
                + "path, or set Resume = false to write over it.");
    }
}
