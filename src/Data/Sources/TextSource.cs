using System.Globalization;
using System.Text;

namespace LstmGen.Data;

/// <summary>
/// A sequence of token ids for each line of text files, which may be larger than memory. Lines of blanks and tabs alone are left out.
/// Making it reads the files once, to find the lines.
/// </summary>
public sealed class TextSource : ISequenceSource
{
    private const string Tab = "\t";

    private readonly SourceFile[] _files;
    private readonly TextSourceOptions _options;
    private readonly Func<string, IReadOnlyList<int>> _encode;
    private readonly Func<string, IReadOnlyList<int>>? _read; // of pairs: what the encoder reads
    private readonly LabelSet? _labels;
    private readonly List<FileBlock> _blocks = [];
    private readonly string _described;

    private TextSource(
        IEnumerable<string> paths, Func<string, IReadOnlyList<int>> encode, LabelSet? labels, TextSourceOptions? options,
        Func<string, IReadOnlyList<int>>? read = null)
    {
        ArgumentNullException.ThrowIfNull(encode);
        (_files, _encode, _labels, _options, _read) = (BlockFiles.Of(paths), encode, labels, options ?? new TextSourceOptions(), read);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.BlockSequences);
        ArgumentOutOfRangeException.ThrowIfNegative(_options.StartToken ?? 0, nameof(_options.StartToken));
        ArgumentOutOfRangeException.ThrowIfNegative(_options.EndToken ?? 0, nameof(_options.EndToken));
        ArgumentException.ThrowIfNullOrWhiteSpace(_options.Head);
        if (_options.Separator is { Length: 0 })
            throw new ArgumentException("Separator is empty. Give at least one character, or null for blanks and tabs.", nameof(options));
        if (_options.Separator is not null && labels is null && read is null)
            throw new ArgumentException("Separator ends a label, but the lines have none. Leave it out.", nameof(options));
        Shape = new SequenceShape(
            0,
            [new TargetShape(
                labels is null ? SequenceTargetKind.StepClasses : SequenceTargetKind.Class, 1, _options.Head)]) { Source = read is null
                    ? null
                    : new SequenceShape(0, []) };
        var text = new StringBuilder(
            read is not null
                ? $"pairs of lines cut at {_options.Separator ?? Tab}, the second"
                : labels is null ? "next tokens of lines" : $"labels ({string.Join(' ', labels.Names)}) of lines");
        text.Append(CultureInfo.InvariantCulture, $" between {_options.StartToken} and {_options.EndToken}");
        for (int file = 0; file < _files.Length; file++)
            text.Append(", ").Append(_files[file].Describe(Find(file)));
        _described = text.ToString();
        Name = BlockFiles.NameOf(_files);
    }

    /// <summary>A language model's lines: the target of each step is the next id.</summary>
    /// <param name="paths">The files. Not packed ones.</param>
    /// <param name="encode">The ids of a line, such as <c>line => vocabulary.Encode(tokenizer.Tokenize(line))</c>. It is called on another
    /// thread, and by several trainings at the same time.</param>
    /// <param name="options">How they are read; null for the defaults.</param>
    /// <exception cref="DataFormatException">A file is missing, empty, packed, has no line, or begins with the mark of another
    /// encoding than that of the options.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or a file is given twice.</exception>
    public static TextSource NextToken(
        IEnumerable<string> paths, Func<string, IReadOnlyList<int>> encode, TextSourceOptions? options = null) =>
        new(paths, encode, null, options);

    /// <summary>
    /// Lines of two texts for <see cref="EncoderDecoder"/>: what the encoder reads, a tab (or <see cref="TextSourceOptions.Separator"/>),
    /// and what the decoder writes, of which the target of each step is the next id. Start and end token are those of the second text.
    /// </summary>
    /// <param name="paths">The files. Not packed ones.</param>
    /// <param name="read">The ids of the first text. It is called on another thread, and by several trainings at the same time.</param>
    /// <param name="written">The ids of the second text, called likewise.</param>
    /// <param name="options">How they are read; null for the defaults.</param>
    /// <exception cref="DataFormatException">A file is missing, empty, packed, has no line, or begins with the mark of another
    /// encoding than that of the options.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or a file is given twice.</exception>
    public static TextSource Pairs(
        IEnumerable<string> paths, Func<string, IReadOnlyList<int>> read, Func<string, IReadOnlyList<int>> written,
        TextSourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(read);
        return new(paths, written, null, options, read);
    }

    /// <summary>Lines that begin with a label, as <see cref="LabeledTexts.Lines"/> reads them: one class for each.</summary>
    /// <param name="paths">The files. Not packed ones.</param>
    /// <param name="encode">The ids of the text after the label. It is called on another thread, and by several trainings at the same
    /// time.</param>
    /// <param name="labels">Ids of the labels.</param>
    /// <param name="options">How they are read; null for the defaults.</param>
    /// <exception cref="DataFormatException">A file is missing, empty, packed, has no line, or begins with the mark of another
    /// encoding than that of the options.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or a file is given twice.</exception>
    public static TextSource Labeled(
        IEnumerable<string> paths, Func<string, IReadOnlyList<int>> encode, LabelSet labels, TextSourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return new(paths, encode, labels, options);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public SequenceShape Shape { get; }

    /// <inheritdoc/>
    public int BlockCount => _blocks.Count;

    /// <inheritdoc/>
    public int CountOf(int block) => _blocks[block].Count;

    /// <summary>Names, lengths and hashes of the files, and the options. What makes ids of the lines is not part of it.</summary>
    public string Describe() => _described;

    /// <inheritdoc/>
    public ISequenceReader OpenReader() => new Reader(this);

    private ulong Find(int file)
    {
        FileBlock block = default;
        (ulong hash, _) = RecordScan.Run(_files[file], _options.Encoding, null, null, (offset, row, isBlank, _, _) =>
        {
            if (isBlank)
                return;
            if (block.Count == _options.BlockSequences)
                _blocks.Add(block);
            block = block.Count == 0 || block.Count == _options.BlockSequences
                ? new FileBlock(file, offset, row, 1)
                : block with { Count = block.Count + 1 };
        });
        if (block.Count == 0)
            throw new DataFormatException(_files[file].Path, 0, null, "there is no text in the file. Use a file with data.");
        _blocks.Add(block);
        return hash;
    }

    private void Add(SequenceBlock into, string path, int row, string line)
    {
        int label = 0;
        if (_labels is not null)
            (label, line) = Split(path, row, line);
        string first = "", written = line;
        if (_read is not null && !LabeledTexts.TrySplit(line, _options.Separator ?? Tab, out first, out written))
            throw new DataFormatException(
                path, row, null,
                $"{DataFormatException.Show(line.Trim())} has not two texts. Write "
                    + $"TEXT{(_options.Separator is null ? ", a tab and " : _options.Separator)}TEXT, or remove the row.");
        IReadOnlyList<int> ids = Encode(_encode, path, row, written);
        int before = _options.StartToken is null ? 0 : 1, count = before + ids.Count + (_options.EndToken is null ? 0 : 1);
        int steps = _labels is null ? count - 1 : count;
        if (steps < 1)
            throw new DataFormatException(
                path, row, null,
                $"{DataFormatException.Show(written)} gives {ids.Count} token ids, "
                    + (_labels is null
                        ? "a next id needs at least 2. Remove the row, or set StartToken and EndToken."
                        : "at least 1 is needed. Remove the row."));
        Span<int> tokens = into.AddTokens(steps, path, row);
        for (int t = 0; t < steps; t++)
            tokens[t] = At(t);
        if (_read is not null)
            AddRead(into.Source!, path, row, first);
        Span<int> targets = into.AddClasses(0);
        for (int t = 0; t < targets.Length; t++)
            targets[t] = _labels is null ? At(t + 1) : label;

        int At(int place)
        {
            int id = place < before
                ? _options.StartToken!.Value
                : place - before < ids.Count ? ids[place - before] : _options.EndToken!.Value;
            return id >= 0 ? id : throw new DataFormatException(path, row, null, $"token {place} has the id {id}. Ids are not negative.");
        }
    }

    private void AddRead(SequenceBlock into, string path, int row, string text)
    {
        IReadOnlyList<int> ids = Encode(_read!, path, row, text);
        if (ids.Count == 0)
            throw new DataFormatException(
                path, row, null, $"{DataFormatException.Show(text)} gives no token ids, at least 1 is needed. Remove the row.");
        Span<int> tokens = into.AddTokens(ids.Count, path, row);
        for (int t = 0; t < tokens.Length; t++)
            tokens[t] = ids[t] >= 0
                ? ids[t]
                : throw new DataFormatException(path, row, null, $"token {t} has the id {ids[t]}. Ids are not negative.");
    }

    private static IReadOnlyList<int> Encode(Func<string, IReadOnlyList<int>> encode, string path, int row, string text) => encode(text)
        ?? throw new DataFormatException(
            path, row, null, "the function that makes ids of a line has returned null. Return an empty list for none.");

    private (int Label, string Text) Split(string path, int row, string line)
    {
        if (!LabeledTexts.TrySplit(line, _options.Separator, out string name, out string text))
            throw LabeledTexts.NoLabel(path, row, line, _options.Separator);
        return _labels!.TryGetId(name, out int id) ? (id, text) : throw new DataFormatException(
            path, row, null,
            $"the label {DataFormatException.Show(name)} is not known; there are {DataFormatException.List(_labels.Names)}. Correct it, "
                + "or build the label set with it.");
    }

    private sealed class Reader(TextSource source) : ISequenceReader
    {
        private readonly BlockFiles _files = new(source._files, source._options.Encoding);

        public void Read(int block, SequenceBlock into, CancellationToken cancellationToken)
        {
            FileBlock where = source._blocks[block];
            string path = source._files[where.File].Path;
            using CharReader chars = _files.Read(where);
            for (int left = where.Count; left > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int row = chars.Row;
                string line = chars.ReadLine()
                    ?? throw new DataFormatException(
                        path, row, null, "the file ends before its length. Do not change it while it is read.");
                if (line.AsSpan().IndexOfAnyExcept(' ', '\t') < 0)
                    continue;
                source.Add(into, path, row, line);
                left--;
            }
        }

        public void Dispose() => _files.Dispose();
    }
}
