using System.Text;

namespace LstmGen.Data;

public sealed partial class SubwordVocabulary
{
    // Characters of a piece that is encoded at once, and those after which it is cut anywhere.
    private const int PieceLength = 1 << 16, LongestPiece = 1 << 20;

    /// <summary>
    /// Ids of all text of files, one after another, as they are read: for <see cref="TokenSource.Write"/> where the files are larger than
    /// memory.
    /// </summary>
    /// <param name="paths">The files; gzip too. Line breaks belong to the text.</param>
    /// <param name="separator">An id between two files, such as that of <c>&lt;|endoftext|&gt;</c>; null for none.</param>
    /// <param name="encoding">The encoding; null for UTF-8, or what the byte order mark says.</param>
    /// <returns>
    /// The ids. A file is encoded in pieces of about 65,536 characters, cut behind a single <c>\n</c> between a character that is no white
    /// space and a letter or digit, or, where there is none, before white space that follows a letter or digit; never inside a special
    /// token. The patterns of GPT-2 and of OpenAI's later models cut there too, so that the ids are those of the whole text; where a
    /// tokenizer adds something to each text, it is added to each piece. A piece of 1,048,576 characters without such a place is cut where
    /// it ends.
    /// </returns>
    /// <exception cref="DataFormatException">A file is missing, or has bytes that are not of its encoding; thrown where ids are asked
    /// for.</exception>
    public IEnumerable<int> EncodeFiles(IEnumerable<string> paths, int? separator = null, Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (separator is { } id && (uint)id >= (uint)Size)
            throw new ArgumentOutOfRangeException(nameof(separator), separator, $"separator is {separator}; ids are 0..{Size - 1}.");
        return Ids();

        IEnumerable<int> Ids()
        {
            bool first = true;
            var cut = new PieceCut(SpecialTokens.Keys);
            foreach (string path in paths)
            {
                if (!first && separator is { } between)
                    yield return between;
                first = false;
                foreach (string piece in Pieces(path, encoding, cut, PieceLength, LongestPiece))
                {
                    foreach (int one in Encode(piece))
                        yield return one;
                }
            }
        }
    }

    /// <summary>A file in pieces that can be encoded one by one.</summary>
    internal static IEnumerable<string> Pieces(string path, Encoding? encoding, PieceCut cut, int length, int longest)
    {
        using CharReader reader = TextFile.Open(path, encoding);
        var text = new StringBuilder();
        while (reader.Fill())
        {
            text.Append(reader.Buffer);
            reader.Advance(reader.Buffer.Length);
            while (text.Length >= length)
            {
                string piece = text.ToString();
                int end = cut.Last(piece);
                if (end == 0 && piece.Length >= longest)
                    end = char.IsHighSurrogate(piece[^1]) ? piece.Length - 1 : piece.Length;
                if (end == 0)
                    break;
                yield return piece[..end];
                text.Remove(0, end);
            }
        }

        if (text.Length > 0)
            yield return text.ToString();
    }
}
