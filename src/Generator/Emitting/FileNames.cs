using LstmGen.Generator.Collections;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Names of emitted files. The compiler takes two names that differ in case only for one, and <c>A.M.Ilgpu</c> may be a part of model M or
/// a model nested in it; such names get a number made of the model's full name.
/// </summary>
internal static class FileNames
{
    private const int Longest = 120;

    /// <summary>The stems, in small letters, that must be told apart.</summary>
    public static EquatableArray<string> Clashes(IEnumerable<string> stems)
    {
        var counts = new Dictionary<string, int>();
        foreach (string stem in stems.Select(stem => stem.ToLowerInvariant()))
            counts[stem] = counts.TryGetValue(stem, out int count) ? count + 1 : 1;
        return counts.Where(pair => pair.Value > 1 || Parents(pair.Key).Any(counts.ContainsKey)).Select(pair => pair.Key)
            .OrderBy(stem => stem, StringComparer.Ordinal).ToEquatableArray();
    }

    /// <summary>The stem of a model's files.</summary>
    public static string Stem(TypeSpec type, EquatableArray<string> clashes) =>
        clashes.Contains(type.FileName.ToLowerInvariant()) ? Numbered(type.FileName, type.FullName) : type.FileName;

    /// <summary>The stem, cut where it is longer than a file's name may be.</summary>
    public static string Bounded(string stem, string fullName) =>
        stem.Length <= Longest ? stem : Numbered(stem.Substring(0, Longest), fullName);

    /// <summary>The stem with a number made of the full name, which tells it from others that differ in case only.</summary>
    public static string Numbered(string stem, string fullName)
    {
        uint hash = 2166136261;
        foreach (char c in fullName)
            hash = unchecked((hash ^ c) * 16777619);
        return $"{stem}-{hash:x8}";
    }

    private static IEnumerable<string> Parents(string stem)
    {
        for (int dot = stem.LastIndexOf('.'); dot > 0; dot = stem.LastIndexOf('.', dot - 1))
            yield return stem.Substring(0, dot);
    }
}
