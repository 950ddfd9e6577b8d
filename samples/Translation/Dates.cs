using LstmGen.Data;

namespace LstmGen.Samples.Translation;

/// <summary>Dates of two centuries as people write them, and as ISO 8601 does.</summary>
internal static class Dates
{
    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    private static readonly string[] Ones =
    [
        "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen",
        "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly string[] Ordinals =
    [
        "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
        "thirteenth",
        "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
    ];

    private static readonly Func<DateOnly, string>[] Forms =
    [
        date => $"{date.Day} {Month(date)} {date.Year}",
        date => $"{Month(date)} {Ordinal(date.Day)}, {date.Year}",
        date => $"the {OrdinalWord(date.Day)} of {Month(date)} {date.Year}",
        date => $"{date.Day}.{date.Month}.{date.Year}",
        date => $"{Month(date)[..3]} {date.Day} {date.Year}",
        date => $"{Weekday(date)}, {Month(date)} {date.Day}, {date.Year}",
        date => $"{Month(date)} the {OrdinalWord(date.Day)}, {date.Year}",
        date => $"the {Ordinal(date.Day)} of {Month(date)}, {YearWords(date.Year)}",
        date => $"{Weekday(date)} the {OrdinalWord(date.Day)} of {Month(date)} {YearWords(date.Year)}",
        date => $"{date.Day}/{Month(date)[..3]}/{date.Year}",
    ];

    /// <summary>The characters of all forms.</summary>
    public static char[] Characters { get; } = [.. " ,-./0123456789abcdefghijklmnopqrstuvwxyz"];

    /// <summary>Different dates, each in one of the first <paramref name="forms"/> forms.</summary>
    public static List<Pair> Draw(int count, long seed, int forms = int.MaxValue)
    {
        var first = new DateOnly(1900, 1, 1);
        int[] days = [.. Enumerable.Range(0, new DateOnly(2100, 1, 1).DayNumber - first.DayNumber)];
        var random = new SeededRandom(seed);
        random.Shuffle(days);
        var pairs = new List<Pair>(count);
        foreach (int day in days.Take(count))
        {
            DateOnly date = first.AddDays(day);
            pairs.Add(new(Forms[random.NextInt(Math.Min(forms, Forms.Length))](date), $"{date:yyyy-MM-dd}"));
        }

        return pairs;
    }

    private static string Month(DateOnly date) => Months[date.Month - 1];

    private static string Weekday(DateOnly date) => date.DayOfWeek.ToString().ToLowerInvariant();

    private static string Ordinal(int day) =>
        day + (day is 11 or 12 or 13 ? "th" : (day % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" });

    private static string OrdinalWord(int day) => day switch
    {
        <= 20 => Ordinals[day],
        30 => "thirtieth",
        _ => $"{Tens[day / 10]}-{Ordinals[day % 10]}",
    };

    // nineteen hundred, nineteen oh five, nineteen ninety-eight, two thousand and five, twenty fifteen
    private static string YearWords(int year)
    {
        int rest = year % 100;
        if (year is >= 2000 and < 2010)
            return rest == 0 ? "two thousand" : $"two thousand and {Ones[rest]}";
        string century = year < 2000 ? "nineteen" : "twenty";
        return rest switch
        {
            0 => century + " hundred",
            < 10 => $"{century} oh {Ones[rest]}",
            < 20 => $"{century} {Ones[rest]}",
            _ => $"{century} {Tens[rest / 10]}{(rest % 10 == 0 ? "" : "-" + Ones[rest % 10])}",
        };
    }
}
