namespace LstmGen.AspNetCore;

/// <summary>What changes when a file is replaced or written to, with links followed. All default where there is no file.</summary>
internal readonly record struct FileStamp(string? Target, long Length, DateTime Written)
{
    public static FileStamp Of(string path)
    {
        try
        {
            FileSystemInfo? target = File.ResolveLinkTarget(path, returnFinalTarget: true);
            var file = new FileInfo(target?.FullName ?? path);
            return file.Exists ? new FileStamp(file.FullName, file.Length, file.LastWriteTimeUtc) : default;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default; // it was removed meanwhile, or its folder was
        }
    }
}
