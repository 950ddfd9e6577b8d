namespace LstmGen.Data;

/// <summary>Turns texts into <see cref="SequenceSet"/>s of ids of subwords.</summary>
public static class SubwordSets
{
    /// <summary>Texts with one class each.</summary>
    /// <param name="texts">The texts with their labels.</param>
    /// <param name="vocabulary">Ids of the subwords.</param>
    /// <param name="labels">Ids of the labels.</param>
    /// <param name="maxTokens">Ids that a text keeps at most, its first ones; null for all.</param>
    /// <param name="head">The head that gets the classes.</param>
    /// <exception cref="ArgumentException">A text has no id, or a label is not known; the message names the place.</exception>
    public static SequenceSet Classification(
        IReadOnlyList<LabeledText> texts, SubwordVocabulary vocabulary, LabelSet labels, int? maxTokens = null,
        string head = SequenceSet.DefaultHead)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxTokens ?? 1, nameof(maxTokens));
        var sequences = new int[texts.Count][];
        var classes = new int[texts.Count];
        for (int i = 0; i < sequences.Length; i++)
        {
            int[] ids = vocabulary.Encode(texts[i].Text);
            if (ids.Length == 0)
                throw new ArgumentException($"Text {i} has no token. Leave it out.", nameof(texts));
            sequences[i] = maxTokens < ids.Length ? ids[..maxTokens.Value] : ids;
            classes[i] = labels.Id(texts[i].Label);
        }

        return SequenceSet.FromTokens(sequences).WithClasses(classes, head);
    }

    /// <summary>Texts of a language model: the target of each step is the next id.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="vocabulary">Ids of the subwords.</param>
    /// <param name="startToken">An id that is put before each text; null for none.</param>
    /// <param name="endToken">An id that is put after each text; null for none.</param>
    /// <param name="head">The head that gets the targets.</param>
    /// <exception cref="ArgumentException">A text has fewer than two ids with those put around it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is not one of the vocabulary.</exception>
    public static SequenceSet NextToken(
        IReadOnlyList<string> texts, SubwordVocabulary vocabulary, int? startToken = null, int? endToken = null,
        string head = SequenceSet.DefaultHead)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(vocabulary);
        RequireId(startToken, vocabulary, nameof(startToken));
        RequireId(endToken, vocabulary, nameof(endToken));
        var sequences = new int[texts.Count][];
        for (int i = 0; i < sequences.Length; i++)
        {
            sequences[i] = [.. Some(startToken), .. vocabulary.Encode(texts[i]), .. Some(endToken)];
            if (sequences[i].Length < 2)
                throw new ArgumentException(
                    $"Text {i} gives {sequences[i].Length} ids, a next id needs at least 2. Leave it out, or give startToken and endToken.",
                    nameof(texts));
        }

        return SequenceSet.NextToken(sequences, head);
    }

    private static int[] Some(int? id) => id is { } one ? [one] : [];

    private static void RequireId(int? id, SubwordVocabulary vocabulary, string name)
    {
        if (id is { } one && (uint)one >= (uint)vocabulary.Size)
            throw new ArgumentOutOfRangeException(name, one, $"{name} is {one}; ids are 0..{vocabulary.Size - 1}.");
    }
}
