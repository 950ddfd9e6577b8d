namespace LstmGen;

/// <summary>
/// A language model of words for heads whose labels are letters: a word is scored when its separator follows or the sequence ends; letters
/// that spell no word of the vocabulary cannot follow.
/// </summary>
/// <remarks>It remembers the states that it has met. One per thread; not shared.</remarks>
public sealed class SpelledWords : ILabelModel
{
    private const int Root = 0, None = -1;

    private readonly ILabelModel words;
    private readonly int separator;
    private readonly Dictionary<(int, int), int> letters = [];
    private readonly List<int> ends = [None];

    // A state is a place in the tree of spellings and the words' state before the word that is being spelt.
    private readonly Dictionary<(int, int), int> numbers = [];
    private readonly List<(int Place, int Before)> states = [];

    /// <summary>A vocabulary with the model of its words.</summary>
    /// <param name="words">Scores words by their place in <paramref name="spellings"/>.</param>
    /// <param name="spellings">
    /// Letters of each word, as symbols of the head; an empty spelling is no word, as for the blank of a <see cref="LabelNGram"/>.
    /// </param>
    /// <param name="separator">The symbol between two words.</param>
    /// <exception cref="ArgumentException">A spelling holds the separator or is that of another word.</exception>
    public SpelledWords(ILabelModel words, IReadOnlyList<IReadOnlyList<int>> spellings, int separator)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(spellings);
        (this.words, this.separator) = (words, separator);
        for (int word = 0; word < spellings.Count; word++)
        {
            int place = Root;
            foreach (int letter in spellings[word])
            {
                if (letter == separator)
                    throw new ArgumentException($"Word {word} holds the separator, {separator}. Spell it without.", nameof(spellings));
                if (!letters.TryGetValue((place, letter), out int next))
                {
                    letters.Add((place, letter), next = ends.Count);
                    ends.Add(None);
                }

                place = next;
            }

            if (place == Root)
                continue;
            if (ends[place] != None)
                throw new ArgumentException($"Words {ends[place]} and {word} are spelt alike. Leave one out.", nameof(spellings));
            ends[place] = word;
        }

        Start = Number(Root, words.Start);
    }

    /// <inheritdoc/>
    public int Start { get; }

    /// <inheritdoc/>
    public double Score(int state, int label, out int next)
    {
        (int place, int before) = states[state];
        next = state;
        if (label == separator)
        {
            if (ends[place] == None)
                return double.NegativeInfinity;
            double score = words.Score(before, ends[place], out int after);
            next = Number(Root, after);
            return score;
        }

        if (!letters.TryGetValue((place, label), out int longer))
            return double.NegativeInfinity;
        next = Number(longer, before);
        return 0;
    }

    /// <inheritdoc/>
    public double EndScore(int state)
    {
        (int place, int before) = states[state];
        if (place == Root)
            return words.EndScore(before);
        return ends[place] == None ? double.NegativeInfinity : words.Score(before, ends[place], out int after) + words.EndScore(after);
    }

    private int Number(int place, int before)
    {
        if (!numbers.TryGetValue((place, before), out int number))
        {
            numbers.Add((place, before), number = states.Count);
            states.Add((place, before));
        }

        return number;
    }
}
