namespace LstmGen.Fuzz;

/// <summary>A reader, files that it reads, and what their text is made of.</summary>
/// <param name="Name">What a test calls it.</param>
/// <param name="Seeds">Whole files.</param>
/// <param name="Words">Pieces that are put into them.</param>
/// <param name="Read">Reads the file at a path; what it throws is documented, or an error.</param>
/// <param name="Documented">Whether an exception is one that the reader documents.</param>
public sealed record FuzzTarget(
    string Name, IReadOnlyList<byte[]> Seeds, IReadOnlyList<string> Words, Action<string> Read, Func<Exception, bool> Documented)
{
    /// <summary>Reads; true where the file was taken, false where it was refused as documented.</summary>
    public bool Try(string path, out Exception? refused)
    {
        refused = null;
        try
        {
            Read(path);
            return true;
        }
        catch (Exception e) when (Documented(e))
        {
            refused = e;
            return false;
        }
    }
}
