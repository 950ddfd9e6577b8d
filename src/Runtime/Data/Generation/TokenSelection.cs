namespace LstmGen.Data;

/// <summary>Ordering of tokens by score: larger scores first, equal scores by smaller token.</summary>
internal static class TokenSelection
{
    /// <summary>Copies logits, rules out the suppressed tokens, and returns the best one left.</summary>
    /// <exception cref="ArgumentException">A logit is NaN or positive infinity, or no token is left.</exception>
    public static int Load(ReadOnlySpan<float> logits, Span<float> scores, ReadOnlySpan<int> suppressed)
    {
        RequireLength(logits.Length, scores.Length, nameof(logits));
        logits.CopyTo(scores);
        RuleOut(scores, suppressed);
        return BestLeft(scores);
    }

    /// <summary>Rules out the suppressed tokens, in place.</summary>
    /// <exception cref="ArgumentException">A logit is NaN or positive infinity, be its token suppressed or not.</exception>
    public static void RuleOut(Span<float> logits, ReadOnlySpan<int> suppressed)
    {
        for (var i = 0; i < logits.Length; i++)
        {
            if (float.IsNaN(logits[i]) || float.IsPositiveInfinity(logits[i]))
                throw new ArgumentException(
                    $"Logit {i} is {logits[i]}. Did training diverge? Only negative infinity, which rules a token out, may stand for a "
                        + "number.", nameof(logits));
        }

        foreach (var token in suppressed)
            logits[token] = float.NegativeInfinity;
    }

    /// <summary>The best token that is not ruled out.</summary>
    /// <exception cref="ArgumentException">All are.</exception>
    public static int BestLeft(ReadOnlySpan<float> logits)
    {
        var best = Best(logits);
        return float.IsNegativeInfinity(logits[best]) ? throw NoneLeft(nameof(logits)) : best;
    }

    /// <summary>No token is left, as an exception.</summary>
    public static ArgumentException NoneLeft(string argument) =>
        new("All logits are negative infinity or suppressed: no token is left to draw. Rule fewer tokens out.", argument);

    public static int Best(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best])
                best = i;
        }

        return best;
    }

    /// <summary>A key whose ascending order is descending score, then ascending token.</summary>
    public static ulong Rank(float score, int token)
    {
        // + 0f turns -0 into 0, so that the two are equal here as well.
        var bits = BitConverter.SingleToUInt32Bits(score + 0f);
        var ascending = (bits & 0x80000000u) != 0 ? ~bits : bits | 0x80000000u;
        return ((ulong)~ascending << 32) | (uint)token;
    }

    public static int Token(ulong rank) => (int)(uint)rank;

    /// <summary>
    /// Moves the <paramref name="count"/> smallest keys to the front, in any order (Hoare 1961, FIND). Keys are distinct.
    /// </summary>
    public static void SelectFirst(Span<ulong> keys, int count)
    {
        var low = 0;
        var high = keys.Length - 1;
        while (low < high)
        {
            var pivot = keys[low + (high - low) / 2];
            var i = low;
            var j = high;
            while (i <= j)
            {
                while (keys[i] < pivot) i++;
                while (keys[j] > pivot) j--;
                if (i > j)
                    break;
                (keys[i], keys[j]) = (keys[j], keys[i]);
                i++;
                j--;
            }

            if (count - 1 <= j)
                high = j;
            else if (count - 1 >= i)
                low = i;
            else
                return;
        }
    }

    /// <summary>The suppressed tokens as an array, each in the vocabulary.</summary>
    /// <exception cref="ArgumentException">There is no list, or a token is outside the vocabulary.</exception>
    public static int[] Tokens(IReadOnlyCollection<int> suppressed, int vocabulary, string argument)
    {
        Given.RequireList(suppressed, name: "Suppressed");
        foreach (var token in suppressed)
        {
            if ((uint)token >= (uint)vocabulary)
                throw new ArgumentOutOfRangeException(argument, token, $"Suppressed holds token {token}, outside 0..{vocabulary - 1}.");
        }

        return [.. suppressed];
    }

    public static void RequireLength(int given, int wanted, string argument)
    {
        if (given != wanted)
            throw new ArgumentException($"{given} values for a vocabulary of {wanted}. Give one per token.", argument);
    }
}
