using System.Text;

namespace LstmGen.Data;

/// <summary>
/// Finds where the records of a file begin, without reading what is in them: a record ends with its row, or goes on in the next row where a
/// quote is open. One pass over the bytes, which also gives a hash of them.
/// </summary>
internal static class RecordScan
{
    // Enough for what is looked at, a field near the begin of the record.
    public const int MostKept = 1 << 16;

    /// <summary>Finds the records.</summary>
    /// <param name="file">The file.</param>
    /// <param name="encoding">Its encoding; null for UTF-8.</param>
    /// <param name="quotedFrom">The row from which on line breaks may stand in quotes; null for nowhere.</param>
    /// <param name="delimiter">What ends a field, where records are looked at beyond whether they are blank; null where they are
    /// not.</param>
    /// <param name="found">Told of each record.</param>
    /// <returns>A hash of the file, and whether it ends inside quotes; <paramref name="found"/> is not told of such a record.</returns>
    /// <exception cref="DataFormatException">The encoding is not that of the file's mark, its bytes do not tell line breaks, quotes or
    /// delimiters, or there are too many rows.</exception>
    public static (ulong Hash, bool EndsInQuotes) Run(
        SourceFile file, Encoding? encoding, int? quotedFrom, char? delimiter, RecordFound found)
    {
        using FileStream stream = file.Open();
        byte[] buffer = new byte[1 << 18];
        byte[] text = new byte[delimiter is null ? 0 : MostKept];
        var hash = new ByteHash();
        long begin = 0, at = 0;
        int row = 1, beginRow = 1, length = 0, skip = -1;
        bool open = false, afterReturn = false, any = false, blank = true;
        while (true)
        {
            int count = RandomAccess.Read(stream.SafeFileHandle, buffer, at);
            if (count == 0)
                break;
            hash.Add(buffer.AsSpan(0, count));
            if (skip < 0)
            {
                Encoding used = ByteOrderMark.EncodingOf(buffer.AsSpan(0, count), encoding, file.Path, out int mark);
                ByteSigns.Require(used, file.Path, quotedFrom is not null, delimiter);
                begin = skip = mark;
            }

            for (int i = at == 0 ? skip : 0; i < count; i++)
            {
                byte one = buffer[i];
                if (one == '\n' && afterReturn)
                {
                    afterReturn = false;
                    if (!any)
                        begin = at + i + 1;
                    continue;
                }

                afterReturn = one == '\r';
                if (one is (byte)'\n' or (byte)'\r')
                {
                    if (row == int.MaxValue)
                        throw new DataFormatException(
                            file.Path, row, null, "the file has more rows than can be counted. Cut it into several files.");
                    row++;
                    if (!open)
                    {
                        found(begin, beginRow, blank, !any, text.AsSpan(0, length));
                        (begin, beginRow, length, any, blank) = (at + i + 1, row, 0, false, true);
                        continue;
                    }
                }

                if (one == '"' && row >= quotedFrom)
                    open = !open;
                any = true;
                blank &= one is (byte)' ' or (byte)'\t';
                if (length < text.Length)
                    text[length++] = one;
            }

            at += count;
        }

        if (any && !open)
            found(begin, beginRow, blank, !any, text.AsSpan(0, length));
        return (hash.Value, open);
    }
}
