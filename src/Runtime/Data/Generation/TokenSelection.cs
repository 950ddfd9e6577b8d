namespace LstmGen.Data;

/// <summary>Ordering of tokens by score: larger scores first, equal scores by smaller token.</summary>
internal static class TokenSelection
{
    /// <summary>Copies logits, rules out the suppressed tokens, and returns the best one left.</summary>
    public static int Load(ReadOnlySpan<float> logits, Span<float> scores, ReadOnlySpan<int> suppressed)
    {
        RequireLength(logits.Length, scores.Length, nameof(logits));
        for (var i = 0; i < logits.Length; i++)
        {
            var x = logits[i];
            if (float.IsNaN(x) || float.IsPositiveInfinity(x))
                throw new ArgumentException(
                    $"Logit {i} is {x}. Did training diverge? Only negative infinity, which rules a token out, may stand for a number.",
                    nameof(logits));
            scores[i] = x;
        }

        Suppress(scores, suppressed);
        var best = Best(scores);
        return float.IsNegativeInfinity(scores[best])
            ? throw new ArgumentException(
                "All logits are negative infinity or suppressed: no token is left to draw. Rule fewer tokens out.", nameof(logits))
            : best;
    }

    public static void Suppress(Span<float> scores, ReadOnlySpan<int> tokens)
    {
        foreach (var token in tokens)
            scores[token] = float.NegativeInfinity;
    }

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
    public static int[] Tokens(IReadOnlyCollection<int> suppressed, int vocabulary, string argument)
    {
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
