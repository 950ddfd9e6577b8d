namespace LstmGen;

/// <summary>
/// A language model of words for heads whose labels are letters: a word is scored when its separator follows or the sequence ends; letters
/// that spell no word of the vocabulary cannot follow.
/// </summary>
/// <remarks>It remembers the states that it has met. One per thread; not shared.</remarks>
public sealed class SpelledWords : ILabelModel
{
    private const int Root = 0, None = -1;

    private readonly ILabelModel _words;
    private readonly int _separator;
    private readonly Dictionary<(int, int), int> _letters = [];
    private readonly List<int> _ends = [None];

    // A state is a place in the tree of spellings and the words' state before the word that is being spelt.
    private readonly Dictionary<(int, int), int> _numbers = [];
    private readonly List<(int Place, int Before)> _states = [];

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
        (_words, _separator) = (words, separator);
        for (int word = 0; word < spellings.Count; word++)
        {
            int place = Root;
            foreach (int letter in spellings[word])
            {
                if (letter == separator)
                    throw new ArgumentException($"Word {word} holds the separator, {separator}. Spell it without.", nameof(spellings));
                if (!_letters.TryGetValue((place, letter), out int next))
                {
                    _letters.Add((place, letter), next = _ends.Count);
                    _ends.Add(None);
                }

                place = next;
            }

            if (place == Root)
                continue;
            if (_ends[place] != None)
                throw new ArgumentException($"Words {_ends[place]} and {word} are spelt alike. Leave one out.", nameof(spellings));
            _ends[place] = word;
        }

        Start = Number(Root, words.Start);
    }

    /// <inheritdoc/>
    public int Start { get; }

    /// <inheritdoc/>
    public double Score(int state, int label, out int next)
    {
        (int place, int before) = _states[state];
        next = state;
        if (label == _separator)
        {
            if (_ends[place] == None)
                return double.NegativeInfinity;
            double score = _words.Score(before, _ends[place], out int after);
            next = Number(Root, after);
            return score;
        }

        if (!_letters.TryGetValue((place, label), out int longer))
            return double.NegativeInfinity;
        next = Number(longer, before);
        return 0;
    }

    /// <inheritdoc/>
    public double EndScore(int state)
    {
        (int place, int before) = _states[state];
        if (place == Root)
            return _words.EndScore(before);
        return _ends[place] == None ? double.NegativeInfinity : _words.Score(before, _ends[place], out int after) + _words.EndScore(after);
    }

    private int Number(int place, int before)
    {
        if (!_numbers.TryGetValue((place, before), out int number))
        {
            _numbers.Add((place, before), number = _states.Count);
            _states.Add((place, before));
        }

        return number;
    }
}
