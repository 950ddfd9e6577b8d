namespace LstmGen.Serialization;

/// <summary>Opens a file that a caller names, and says what was expected where there is none.</summary>
internal static class InputFile
{
    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What it is to be and where it comes from: <c>a safetensors file, as model.Save writes it</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such file, or no such folder.</exception>
    /// <exception cref="IOException">It is a folder, or cannot be read.</exception>
    public static FileStream Open(string path, string expected)
    {
        if (Directory.Exists(path))
            throw new IOException($"{path} is a folder. Expected is {expected}: give the name of a file in it.");
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            string full = Path.GetFullPath(path), folder = Path.GetDirectoryName(full) ?? full;
            string missing = Directory.Exists(folder) ? "" : $" nor the folder {folder}";
            string taken = full == path ? "" : $" (taken relative to the current folder, it is {full})";
            throw new FileNotFoundException($"There is no file {path}{missing}{taken}. Expected is {expected}. Correct the path.", path, e);
        }
    }
}
