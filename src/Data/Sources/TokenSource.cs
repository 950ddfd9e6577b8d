using System.Buffers.Binary;
using LstmGen.Serialization;

namespace LstmGen.Data;

/// <summary>
/// Sequences of a language model from a file of token ids, which may be larger than memory: T ids each, and the next one of each step as
/// its target. <see cref="Write"/> makes such a file. Reading allocates nothing once the first block was read.
/// </summary>
public sealed class TokenSource : ISequenceSource
{
    private readonly SourceFile _file;
    private readonly TokenSourceOptions _options;
    private readonly long _count, _part;
    private readonly Lazy<ulong> _hash;

    /// <summary>Looks at the file's length; nothing is read yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is cut.</param>
    /// <exception cref="DataFormatException">The file is missing, ends within an id, or is too short for one sequence.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public TokenSource(string path, TokenSourceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        (_file, _options) = (new SourceFile(path), options);
        if (_file.Length % options.BytesPerToken != 0)
            throw new DataFormatException(
                path, 0, null,
                $"the file has {_file.Length} bytes, no whole number of ids of {options.BytesPerToken} bytes. Set "
                    + "BytesPerToken, or get the file again.");
        Tokens = _file.Length / options.BytesPerToken;
        int streams = Math.Max(1, options.Streams);
        long stride = options.Stride ?? options.Window;
        _part = (Tokens - 1) / streams;
        long each = _part < options.Window ? 0 : ((_part - options.Window) / stride) + 1;
        _count = each * streams;
        if (each == 0)
            throw new DataFormatException(
                path, 0, null,
                $"the file has {Tokens} ids, {(long)options.Window * streams + 1} are needed for "
                    + $"a sequence of {options.Window} {(streams > 1 ? $"in each of {streams} streams" : "and its next id")}. "
                    + "Use a longer file, or a smaller Window.");
        if ((_count + options.BlockSequences - 1) / options.BlockSequences > int.MaxValue)
            throw new ArgumentException(
                $"{_count} sequences make too many blocks of {options.BlockSequences}. Set a larger BlockSequences.", nameof(options));
        _hash = new Lazy<ulong>(Sample);
        Shape = new SequenceShape(0, [new TargetShape(SequenceTargetKind.StepClasses, 1, options.Head)]);
    }

    /// <summary>Token ids of the file.</summary>
    public long Tokens { get; }

    /// <inheritdoc/>
    public string Name => _file.Path;

    /// <inheritdoc/>
    public SequenceShape Shape { get; }

    /// <inheritdoc/>
    public int BlockCount => (int)((_count + _options.BlockSequences - 1) / _options.BlockSequences);

    /// <inheritdoc/>
    public int CountOf(int block) => (int)Math.Min(_options.BlockSequences, _count - ((long)block * _options.BlockSequences));

    /// <summary>
    /// <see cref="TokenSourceOptions.Streams"/>; where that is 0, 1 for windows that follow one another without overlap and gap, and null
    /// for others.
    /// </summary>
    public int? Streams => _options.Streams > 0
        ? _options.Streams
        : SequenceSet.StreamsOf(_options.Window, _options.Stride ?? _options.Window);

    /// <summary>Name and length of the file, a hash of samples of its content, and the options.</summary>
    public string Describe() =>
        $"{_file.Describe(_hash.Value)}, windows of {_options.Window} by {_options.Stride ?? _options.Window}, {_options.BytesPerToken} "
            + $"bytes per id, {_options.Streams} streams";

    /// <inheritdoc/>
    public ISequenceReader OpenReader() => new Reader(this);

    /// <summary>Writes token ids as a file that this source reads. The file is complete or not there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tokens">The ids; they are read once.</param>
    /// <param name="bytesPerToken">2 or 4.</param>
    /// <exception cref="ArgumentException">An id is negative or does not fit into so many bytes.</exception>
    public static void Write(string path, IEnumerable<int> tokens, int bytesPerToken = 2)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(tokens);
        RequireBytes(bytesPerToken, nameof(bytesPerToken));
        AtomicFile.Write(path, file =>
        {
            var buffered = new BufferedStream(file, 1 << 16);
            Span<byte> bytes = stackalloc byte[4];
            long at = 0;
            foreach (int token in tokens)
            {
                if (token < 0 || (bytesPerToken == 2 && token > ushort.MaxValue))
                    throw new ArgumentException(
                        $"Token {at} is {token}; an id of {bytesPerToken} bytes lies between 0 and "
                            + $"{(bytesPerToken == 2 ? ushort.MaxValue : int.MaxValue)}.{(token < 0 ? "" : " Set bytesPerToken to 4.")}",
                                nameof(tokens));
                BinaryPrimitives.WriteInt32LittleEndian(bytes, token);
                buffered.Write(bytes[..bytesPerToken]);
                at++;
            }

            buffered.Flush();
        });
    }

    // Reading all of a file that is larger than memory would take minutes.
    private ulong Sample()
    {
        const int Places = 64, Bytes = 4096;
        var hash = new ByteHash();
        byte[] bytes = new byte[Bytes];
        using FileStream file = _file.Open();
        for (int place = 0; place < Places; place++)
        {
            long at = (_file.Length - Math.Min(_file.Length, Bytes)) / (Places - 1) * place;
            hash.Add(bytes.AsSpan(0, RandomAccess.Read(file.SafeFileHandle, bytes, at)));
        }

        return hash.Value;
    }

    // Windows of one stream lie one after another in the file; those of one batch in different streams.
    private long StartOf(long sequence)
    {
        int streams = Math.Max(1, _options.Streams);
        return (sequence % streams * _part) + (sequence / streams * (_options.Stride ?? _options.Window));
    }

    private static void Check(TokenSourceOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Window);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Stride ?? 1, nameof(options.Stride));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Streams);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BlockSequences);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Head);
        RequireBytes(options.BytesPerToken, nameof(options.BytesPerToken));
        if ((options.Window + 1L) * options.BytesPerToken > Array.MaxLength)
            throw new ArgumentException(
                $"Window is {options.Window}: its ids and the next one take {(options.Window + 1L) * options.BytesPerToken} bytes, more "
                    + $"than an array holds, {Array.MaxLength}. Set a smaller Window.", nameof(options));
        if (options is { Streams: > 0, Stride: { } stride } && stride != options.Window)
            throw new ArgumentException(
                $"Streams is {options.Streams} and Stride {stride}: a state is carried only where each sequence begins at the end of the "
                    + "one before. Leave Stride out.", nameof(options));
    }

    private static void RequireBytes(int bytes, string name)
    {
        if (bytes is not (2 or 4))
            throw new ArgumentOutOfRangeException(name, bytes, $"{name} is {bytes}; give 2 or 4.");
    }

    private sealed class Reader(TokenSource source) : ISequenceReader
    {
        private readonly FileStream _stream = source._file.Open();
        private readonly byte[] _bytes = new byte[(source._options.Window + 1) * source._options.BytesPerToken];

        public void Read(int block, SequenceBlock into, CancellationToken cancellationToken)
        {
            long first = (long)block * source._options.BlockSequences;
            int count = source.CountOf(block), window = source._options.Window;
            for (int i = 0; i < count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                long at = source.StartOf(first + i);
                ReadIds(at);
                Span<int> tokens = into.AddTokens(window, source._file.Path);
                for (int t = 0; t < window; t++)
                    tokens[t] = Id(t, at);
                Span<int> next = into.AddClasses(0);
                tokens[1..].CopyTo(next);
                next[window - 1] = Id(window, at);
            }
        }

        public void Dispose() => _stream.Dispose();

        private void ReadIds(long token)
        {
            long at = token * source._options.BytesPerToken;
            for (int done = 0; done < _bytes.Length;)
            {
                int count = RandomAccess.Read(_stream.SafeFileHandle, _bytes.AsSpan(done), at + done);
                done += count > 0
                    ? count
                    : throw new DataFormatException(
                        source._file.Path, 0, null, "the file ends before its length. Do not change it while it is read.");
            }
        }

        private int Id(int place, long first)
        {
            if (source._options.BytesPerToken == 2)
                return BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(2 * place));
            int id = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(4 * place));
            return id >= 0
                ? id
                : throw new DataFormatException(
                    source._file.Path, 0, null,
                    $"id {first + place} is {id}. Ids are not negative: set BytesPerToken to what the file has.");
        }
    }
}
