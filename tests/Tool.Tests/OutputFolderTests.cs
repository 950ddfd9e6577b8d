using LstmGen.Tool.Commands;

namespace LstmGen.Tool.Tests;

/// <summary>The files of an import are there together or not at all.</summary>
public sealed class OutputFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-out-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_disk_that_is_full_leaves_nothing_also_no_folder()
    {
        Assert.Throws<IOException>(() => Write(Path.Combine(_folder, "new", "inner"), false, Text("one"), Full));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_disk_that_is_full_leaves_the_files_that_were_there()
    {
        Write(_folder, false, Text("one"), Text("two"));
        Assert.Throws<IOException>(() => Write(_folder, true, Text("three"), Full));
        Assert.Equal(("one", "two"), Read());
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
        Write(_folder, true, Text("three"), Text("four"));
        Assert.Equal(("three", "four"), Read());
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void A_file_that_cannot_get_its_name_leaves_the_files_that_were_there()
    {
        string a = Path.Combine(_folder, "a"), b = Path.Combine(_folder, "b");
        File.WriteAllText(a, "one");
        Assert.ThrowsAny<SystemException>(() => Write(_folder, true, Text("three"), stream =>
        {
            stream.WriteByte(1);
            Directory.CreateDirectory(b); // another program takes the name
        }));
        Assert.Equal("one", File.ReadAllText(a));
        Assert.Equal([a], Directory.GetFiles(_folder));

        File.Delete(a);
        Directory.Delete(b);
        Assert.ThrowsAny<SystemException>(() => Write(_folder, false, Text("three"), _ => Directory.CreateDirectory(b)));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_file_that_another_program_wrote_meanwhile_is_not_replaced()
    {
        string b = Path.Combine(_folder, "b");
        Assert.Throws<IOException>(() => Write(_folder, false, Text("one"), _ => File.WriteAllText(b, "other")));
        Assert.Equal("other", File.ReadAllText(b));
        Assert.Equal([b], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Files_that_exist_and_folders_in_their_places_are_not_replaced()
    {
        Write(_folder, false, Text("one"), Text("two"));
        File.Delete(Path.Combine(_folder, "a"));
        Assert.Contains("--force", Refused(_folder, false), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "a")));
        Directory.CreateDirectory(Path.Combine(_folder, "a"));
        Assert.Contains("a is a folder. Give another --out.", Refused(_folder, true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        Assert.Equal($"--out {file} is a file. Give a folder.", Refused(file, false));
        Assert.StartsWith($"--out {Path.Combine(file, "x")} is no folder and cannot be made.", Refused(Path.Combine(file, "x"), false),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_written_leaves_no_folder()
    {
        string path = Path.Combine(_folder, "new", "inner", "file");
        Assert.Throws<IOException>(() => OutputFile.Write(path, () => throw new IOException("No space left on device")));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
        OutputFile.Write(path, () => File.WriteAllText(path, "one"));
        Assert.Equal("one", File.ReadAllText(path));
    }

    private static Action<Stream> Text(string text) => stream => stream.Write(System.Text.Encoding.ASCII.GetBytes(text));

    private static void Full(Stream stream)
    {
        stream.WriteByte(1);
        throw new IOException("No space left on device");
    }

    private static void Write(string folder, bool force, Action<Stream> one, Action<Stream> other) =>
        new OutputFolder("--out", folder).Write(force, ("a", one), ("b", other));

    private static string Refused(string folder, bool force) =>
        Assert.Throws<IOException>(() => Write(folder, force, Text("x"), Text("y"))).Message;

    private (string One, string Other) Read() =>
        (File.ReadAllText(Path.Combine(_folder, "a")), File.ReadAllText(Path.Combine(_folder, "b")));
}
