using LstmGen.Data;

namespace LstmGen.Samples;

/// <summary>The classes of data of one's own: what occurs, how often, said on the console.</summary>
internal static class Labels
{
    private const int Shown = 20;

    /// <summary>The labels of all parts, so that one that training does not have is counted as wrong and not as something else.</summary>
    /// <param name="what">What has a label, in the plural.</param>
    /// <param name="option">The option that names where labels stand.</param>
    /// <param name="labels">Labels by part.</param>
    /// <exception cref="ArgumentException">There is one label only, or nearly as many as there are examples.</exception>
    public static LabelSet Build(string what, string option, Parts<string> labels)
    {
        int count = labels.All.Count();
        LabelSet set = LabelSet.Build(labels.All);
        if (set.Count == 1)
            throw new ArgumentException(
                $"All {count} {what} have the label '{set.Names[0]}'; classes can be told apart from two on. Check {option}.");
        if (set.Count > 20 && set.Count > count / 2)
            throw new ArgumentException(
                $"The {count} {what} have {set.Count} different labels, such as '{set.Names[0]}' and '{set.Names[1]}'; "
                + $"{option} must name classes, of which each has many {what}.");
        Dictionary<string, int> learnt = labels.Train.CountBy(label => label).ToDictionary();
        Console.WriteLine(
            $"{set.Count} classes: {List(set.Names.Select(name => $"{name} ({learnt.GetValueOrDefault(name)})"))}; "
            + "in brackets how many of the training part have it");
        string[] unknown = [.. set.Names.Where(name => !learnt.ContainsKey(name))];
        if (unknown.Length > 0)
            Console.WriteLine($"Not in the training part, so that no model can learn it: {List(unknown)}");
        return set;
    }

    /// <summary>
    /// Share of the test part that the most frequent class of the training part is right for: what any classifier must beat.
    /// </summary>
    public static double MostFrequentShare(Parts<string> labels)
    {
        string usual = labels.Train.CountBy(label => label).MaxBy(count => count.Value).Key;
        return (double)labels.Test.Count(label => label == usual) / labels.Test.Count;
    }

    private static string List(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return string.Join(", ", all.Take(Shown)) + (all.Length > Shown ? $" and {all.Length - Shown} more" : "");
    }
}
