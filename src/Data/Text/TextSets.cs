namespace LstmGen.Data;

/// <summary>Turns texts into <see cref="SequenceSet"/>s of token ids.</summary>
public static class TextSets
{
    /// <summary>The head's targets where a tag is not in the label set: left out of loss and gradient.</summary>
    public const int IgnoreIndex = -100;

    /// <summary>Texts with one class each.</summary>
    /// <exception cref="ArgumentException">A text has no token, or a label is not known; the message names the place.</exception>
    public static SequenceSet Classification(
        IReadOnlyList<LabeledText> texts, ITokenizer tokenizer, Vocabulary vocabulary, LabelSet labels,
        string head = SequenceSet.DefaultHead)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(labels);
        var sequences = new int[texts.Count][];
        var classes = new int[texts.Count];
        for (var i = 0; i < sequences.Length; i++)
        {
            sequences[i] = vocabulary.Encode(tokenizer.Tokenize(texts[i].Text));
            if (sequences[i].Length == 0)
                throw new ArgumentException(
                    $"Text {i} has no token: {DataFormatException.Show(texts[i].Text)}. Leave it out.", nameof(texts));
            classes[i] = labels.Id(texts[i].Label);
        }

        return SequenceSet.FromTokens(sequences).WithClasses(classes, head);
    }

    /// <summary>Sentences with one tag per token.</summary>
    /// <param name="sentences">The sentences.</param>
    /// <param name="vocabulary">Ids of the tokens.</param>
    /// <param name="tags">Ids of the tags; a tag that is not in it becomes <see cref="IgnoreIndex"/>.</param>
    /// <param name="lowerCase">Whether tokens are looked up in lower case.</param>
    /// <param name="head">The head that gets the targets.</param>
    /// <exception cref="ArgumentException">A sentence is empty, or has not one tag per token.</exception>
    public static SequenceSet Tagging(
        IReadOnlyList<TaggedSentence> sentences, Vocabulary vocabulary, LabelSet tags, bool lowerCase = false,
        string head = SequenceSet.DefaultHead)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(tags);
        var sequences = new int[sentences.Count][];
        var targets = new int[sentences.Count][];
        for (var i = 0; i < sequences.Length; i++)
        {
            var sentence = sentences[i];
            sequences[i] = new int[sentence.Tokens.Count];
            for (var t = 0; t < sequences[i].Length; t++)
                sequences[i][t] = vocabulary.Id(Case.Apply(sentence.Tokens[t], lowerCase));
            targets[i] = new int[sentence.Tags.Count];
            for (var t = 0; t < targets[i].Length; t++)
                targets[i][t] = tags.TryGetId(sentence.Tags[t], out var id) ? id : IgnoreIndex;
        }

        return SequenceSet.FromTokens(sequences).WithStepClasses(targets, head);
    }

    /// <summary>Tokens of sentences, for <see cref="Vocabulary.Build"/>.</summary>
    public static IEnumerable<IReadOnlyList<string>> Tokens(IEnumerable<TaggedSentence> sentences, bool lowerCase = false)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        return sentences.Select(s => lowerCase ? [.. s.Tokens.Select(t => Case.Apply(t, true))] : s.Tokens);
    }

    /// <summary>Tokens of labelled texts, for <see cref="Vocabulary.Build"/>.</summary>
    public static IEnumerable<IReadOnlyList<string>> Tokens(IEnumerable<LabeledText> texts, ITokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(tokenizer);
        return texts.Select(t => tokenizer.Tokenize(t.Text));
    }
}
