namespace LstmGen.Training;

/// <summary>Reads a list of named numbers that came back from a checkpoint.</summary>
internal static class ScalarList
{
    /// <summary>Throws unless <paramref name="found"/> has exactly the names of <paramref name="expected"/>, each once.</summary>
    public static void RequireSameNames(
        IReadOnlyList<NamedScalar> found, IReadOnlyList<NamedScalar> expected, string owner, string argument)
    {
        ArgumentNullException.ThrowIfNull(found, argument);
        foreach (var scalar in expected)
        {
            if (Count(found, scalar.Name) != 1)
            {
                throw new ArgumentException(
                    $"'{scalar.Name}' stands {Count(found, scalar.Name)} times in the checkpoint; {owner} needs it once. "
                    + $"Restore the numbers that an export of {owner} wrote.", argument);
            }
        }

        foreach (var scalar in found)
        {
            if (Count(expected, scalar.Name) == 0)
            {
                throw new ArgumentException(
                    $"'{scalar.Name}' is not a number of {owner}; it has {string.Join(", ", expected.Select(s => s.Name))}. "
                    + "Restore the checkpoint into the kind that wrote it.", argument);
            }
        }
    }

    /// <summary>The value under <paramref name="name"/>, which must be there.</summary>
    public static double Get(IReadOnlyList<NamedScalar> scalars, string name)
    {
        foreach (var scalar in scalars)
        {
            if (scalar.Name == name)
                return scalar.Value;
        }

        throw new ArgumentException($"'{name}' is missing from the checkpoint.", nameof(scalars));
    }

    /// <summary>The value under <paramref name="name"/> as a count.</summary>
    public static long GetCount(IReadOnlyList<NamedScalar> scalars, string name)
    {
        double value = Get(scalars, name);
        if (!(value >= 0) || value > (1L << 53) || value != Math.Floor(value))
        {
            throw new ArgumentException(
                $"'{name}' is {value} in the checkpoint; it must be a whole number from 0 up. The checkpoint is damaged.",
                nameof(scalars));
        }

        return (long)value;
    }

    private static int Count(IReadOnlyList<NamedScalar> scalars, string name)
    {
        int count = 0;
        foreach (var scalar in scalars)
            count += scalar.Name == name ? 1 : 0;
        return count;
    }
}
