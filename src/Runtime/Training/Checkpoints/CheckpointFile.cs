using LstmGen.Interchange;
using LstmGen.Serialization;

namespace LstmGen.Training;

/// <summary>The file of a checkpoint and the one before it.</summary>
internal static class CheckpointFile
{
    private const string Anew = "Set Resume = false to begin anew, or give another path.";

    /// <summary>
    /// Opens the checkpoint at <paramref name="path"/>, or the one before it where the first is missing or damaged; null where there is
    /// neither.
    /// </summary>
    /// <returns>The file, its path, and why the newer one was not taken; null where it was.</returns>
    /// <exception cref="SafetensorsException">The file is damaged, and there is none before it, or that is damaged too.</exception>
    public static (SafetensorsFile File, string Path, string? Note)? Open(string path)
    {
        string target = AtomicFile.TargetOf(path), previous = target + ".bak"; // beside the file that a link names
        SafetensorsException? damage = null;
        if (File.Exists(target)) // a link exists also where its file is gone
        {
            try
            {
                return (OpenChecked(path), path, null);
            }
            catch (SafetensorsException e)
            {
                damage = e;
            }
        }

        if (!File.Exists(previous))
            return damage is null
                ? null
                : throw new SafetensorsException($"{damage.Message} There is none before it. {Anew}", damage);
        string why = damage?.Message ?? $"{path} is missing.";
        try
        {
            return (OpenChecked(previous), previous, $"{why} {previous}, the one before, was taken.");
        }
        catch (SafetensorsException both)
        {
            throw new SafetensorsException(
                $"{why} The one before is damaged{(damage is null ? "" : " too")}: {both.Message} {Anew}", both);
        }
    }

    // A checkpoint always has a checksum: without one, the damage is in the checksum's own name.
    private static SafetensorsFile OpenChecked(string path)
    {
        SafetensorsFile file = SafetensorsFile.Open(path);
        return file.IsChecked
            ? file
            : throw new SafetensorsException($"{path} has no checksum: it is damaged, or no checkpoint of this version.");
    }
}
