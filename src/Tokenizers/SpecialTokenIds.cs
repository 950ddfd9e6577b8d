namespace LstmGen.Data;

/// <summary>Tokens that stand for no text, as callers and files give them.</summary>
internal static class SpecialTokenIds
{
    /// <summary>A copy in the order of names, checked.</summary>
    /// <exception cref="ArgumentException">One has no name or a negative id, or two have the same id.</exception>
    public static SortedDictionary<string, int> Copy(IReadOnlyDictionary<string, int>? tokens)
    {
        var copy = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach ((string name, int id) in tokens ?? new Dictionary<string, int>())
        {
            if (string.IsNullOrEmpty(name))
                throw new ArgumentException("A special token has no name. Give it one, such as <|endoftext|>.", nameof(tokens));
            copy[name] = id >= 0
                ? id
                : throw new ArgumentException($"The special token '{name}' has the id {id}. Ids are not negative.", nameof(tokens));
        }

        if (copy.GroupBy(one => one.Value).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException(
                $"The special tokens {string.Join(" and ", twice.Select(one => $"'{one.Key}'"))} have the id "
                    + $"{twice.Key}. Give each its own.", nameof(tokens));
        return copy;
    }
}
