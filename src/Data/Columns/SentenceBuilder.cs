namespace LstmGen.Data;

/// <summary>Collects rows into sentences; a blank row ends one.</summary>
internal sealed class SentenceBuilder(string path)
{
    private readonly List<TaggedSentence> _sentences = [];
    private readonly List<string> _tokens = [];
    private readonly List<string> _tags = [];
    private int _columns;

    /// <summary>Number of tokens in the sentence so far.</summary>
    public int Tokens => _tokens.Count;

    public void Add(string[] fields, int row, int tokenColumn, int tagColumn)
    {
        var tag = tagColumn < 0 ? fields.Length + tagColumn : tagColumn;
        if (tokenColumn >= fields.Length || tag < 0 || tag >= fields.Length || tag == tokenColumn)
            throw new DataFormatException(
                path, row, null,
                $"the row has {fields.Length} columns, which leaves no tag beside the token. Separate columns by a tab, "
                    + "sentences by an empty row.");
        if (_tokens.Count > 0 && fields.Length != _columns)
            throw new DataFormatException(
                path, row, null,
                $"the row has {fields.Length} columns, the sentence's other rows have {_columns}. Separate columns by tabs "
                    + "where a token holds blanks.");
        if (fields[tokenColumn].Length == 0 || fields[tag].Length == 0)
            throw new DataFormatException(path, row, null, "the token or the tag is empty. Fill it in.");
        _columns = fields.Length;
        _tokens.Add(fields[tokenColumn]);
        _tags.Add(fields[tag]);
    }

    public void EndSentence()
    {
        if (_tokens.Count == 0)
            return;
        _sentences.Add(new TaggedSentence(_tokens.ToArray(), _tags.ToArray()));
        _tokens.Clear();
        _tags.Clear();
    }

    public IReadOnlyList<TaggedSentence> Finish()
    {
        EndSentence();
        return _sentences.Count > 0 ? _sentences : throw new DataFormatException(
            path, 0, null, "there is no sentence. Use a file with one token per row.");
    }
}
