using System.Text;

namespace LstmGen.Data;

/// <summary>The files of a source, open for one reader.</summary>
internal sealed class BlockFiles(IReadOnlyList<SourceFile> files, Encoding? encoding) : IDisposable
{
    private FileStream? _open;
    private int _file = -1;

    /// <summary>
    /// The characters of a block and of all that follows it in its file. The first block begins after the file's mark; U+FEFF at the begin
    /// of a later row is a character.
    /// </summary>
    public CharReader Read(FileBlock block)
    {
        if (_file != block.File)
        {
            _open?.Dispose();
            (_open, _file) = (null, -1);
            (_open, _file) = (files[block.File].Open(), block.File);
        }

        return new CharReader(new FilePart(_open!, block.Offset, files[block.File].Length), files[block.File].Path, encoding, block.Row);
    }

    public void Dispose() => _open?.Dispose();

    /// <summary>What messages call several files.</summary>
    public static string NameOf(IReadOnlyList<SourceFile> files) =>
        files.Count == 1 ? files[0].Path : $"{files[0].Path} and {files.Count - 1} more";

    /// <exception cref="ArgumentException">There is none, or one is given twice.</exception>
    public static SourceFile[] Of(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        SourceFile[] files = [.. paths.Select(path => new SourceFile(path))];
        if (files.Length == 0)
            throw new ArgumentException("There are no files. Give at least one.", nameof(paths));
        return files.GroupBy(file => Path.GetFullPath(file.Path)).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new ArgumentException($"{twice.Key} is given twice. Give each file once.", nameof(paths))
            : files;
    }
}
