using System.ComponentModel;

namespace LstmGen;

/// <summary>The vectors of a model's embedding, to be read, or replaced by pre-trained ones.</summary>
/// <remarks>
/// The row of the padding index is never overwritten: it starts at zero and, receiving no gradient from the look-up,
/// stays there under every optimizer, since an update is proportional to gradient or value. (Where a head ties its
/// weights to the table, the head's own gradient reaches that row, as in PyTorch.)
/// </remarks>
public readonly struct EmbeddingVectors
{
    private readonly ParameterStore _store;
    private readonly string _name;
    private readonly int _padding;

    /// <summary>The vectors in the parameter <paramref name="name"/>, [vocabulary, size].</summary>
    /// <param name="store">The model's parameters.</param>
    /// <param name="name">Name of the table.</param>
    /// <param name="padding">Row that stays as it is, or -1 for none.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public EmbeddingVectors(ParameterStore store, string name, int padding)
    {
        ArgumentNullException.ThrowIfNull(store);
        ParameterInfo info = store.Description.Parameter(name);
        (_store, _name, _padding) = (store, name, padding);
        (Vocabulary, Size) = (info.Shape[0], info.Shape[1]);
    }

    /// <summary>Number of token ids, V.</summary>
    public int Vocabulary { get; }

    /// <summary>Values per vector, E.</summary>
    public int Size { get; }

    /// <summary>The vector of a token, [E].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not in the vocabulary.</exception>
    public ReadOnlySpan<float> this[int id] => _store.Read(_name).Slice(Check(id) * Size, Size);

    /// <summary>Replaces one vector; that of the padding index stays.</summary>
    /// <exception cref="ArgumentException">The vector has another size.</exception>
    public void Set(int id, ReadOnlySpan<float> vector)
    {
        Check(id);
        if (vector.Length != Size)
            throw new ArgumentException($"vector has {vector.Length} values; the embedding's vectors have {Size}.", nameof(vector));
        if (id == _padding)
            return;
        using ParameterWriting writing = _store.BeginUpdate();
        vector.CopyTo(writing[_name].Slice(id * Size, Size));
    }

    /// <summary>Replaces all vectors, [V, E].</summary>
    /// <exception cref="ArgumentException">The number of values is not V * E.</exception>
    public void Load(ReadOnlySpan<float> vectors) => Load(vectors, default(ReadOnlySpan<bool>));

    /// <summary>Replaces the vectors, [V, E], of the tokens that <paramref name="found"/>, [V], marks; the others stay as drawn.</summary>
    /// <returns>How many were replaced.</returns>
    /// <exception cref="ArgumentException">The number of values or marks is not that.</exception>
    public int Load(ReadOnlySpan<float> vectors, ReadOnlySpan<bool> found)
    {
        if (vectors.Length != (long)Vocabulary * Size)
            throw new ArgumentException(
                $"vectors has {vectors.Length} values; {Vocabulary} tokens x {Size} = {(long)Vocabulary * Size} are needed.",
                nameof(vectors));
        if (!found.IsEmpty && found.Length != Vocabulary)
            throw new ArgumentException($"found has {found.Length} values; the vocabulary has {Vocabulary} tokens.", nameof(found));
        using ParameterWriting writing = _store.BeginUpdate();
        Span<float> table = writing[_name];
        int count = 0;
        for (int id = 0; id < Vocabulary; id++)
        {
            if (id == _padding || (!found.IsEmpty && !found[id]))
                continue;
            vectors.Slice(id * Size, Size).CopyTo(table[(id * Size)..]);
            count++;
        }

        return count;
    }

    /// <summary>
    /// Replaces the vector of every token that <paramref name="lookup"/> finds; the others stay as drawn. Where <paramref name="lookup"/>
    /// throws, none is replaced.
    /// </summary>
    /// <returns>How many were found.</returns>
    public int Load(EmbeddingLookup lookup)
    {
        ArgumentNullException.ThrowIfNull(lookup);
        (int vocabulary, int size, int padding, int count) = (Vocabulary, Size, _padding, 0);
        _store.Update(_name, table =>
        {
            var vector = new float[size];
            for (int id = 0; id < vocabulary; id++)
            {
                vector.AsSpan().Clear();
                if (id == padding || !lookup(id, vector))
                    continue;
                vector.CopyTo(table[(id * size)..]);
                count++;
            }
        });
        return count;
    }

    private int Check(int id) => (uint)id < (uint)Vocabulary
        ? id
        : throw new ArgumentOutOfRangeException(nameof(id), id, $"Token ids lie between 0 and {Vocabulary - 1}.");
}
