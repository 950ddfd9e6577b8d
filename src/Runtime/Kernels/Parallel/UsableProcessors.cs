using System.Globalization;
using System.Text;

namespace LstmGen.CompilerServices;

/// <summary>
/// How many processors the process may really use: of those that the machine has, the ones that its affinity mask allows, and of these as
/// many as the quotas of its control groups (containers, services) pay for.
/// </summary>
internal static class UsableProcessors
{
    /// <summary>
    /// Processors that a pool takes unless it is told otherwise, at least 1. A quota of one and a half processors counts as one: two
    /// threads would use it up early in each period, and then stand still, both of them, until the period ends.
    /// </summary>
    public static int Count { get; }

    /// <summary>
    /// Processors that can run threads at the same time at all: more threads than these never help, whoever asks for them.
    /// </summary>
    public static int AtOnce { get; }

    static UsableProcessors()
    {
        bool linux = OperatingSystem.IsLinux();
        AtOnce = Allowed(Environment.ProcessorCount, linux ? Read("/proc/self/status") : null);
        Count = linux ? Paid(AtOnce, Quota(Read("/proc/self/cgroup"), Read("/proc/self/mountinfo"), Read)) : AtOnce;
    }

    /// <summary>
    /// Of <paramref name="processors"/>, those that <paramref name="status"/>, the text of <c>/proc/self/status</c>, allows.
    /// </summary>
    internal static int Allowed(int processors, string? status)
    {
        const string key = "Cpus_allowed_list:";
        string? line = Lines(status).FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal));
        int allowed = line is null ? 0 : CountOf(line[key.Length..]);
        return Math.Max(1, allowed == 0 ? processors : Math.Min(processors, allowed));
    }

    /// <summary>Whole processors that a quota pays for, of <paramref name="processors"/>; at least 1.</summary>
    internal static int Paid(int processors, double? quota) =>
        quota is { } paid && paid < processors ? Math.Max(1, (int)(paid + 1e-6)) : processors;

    /// <summary>
    /// The smallest quota, in processors, of the process's control group and of those around it; null for none.
    /// </summary>
    /// <param name="groups">Text of <c>/proc/self/cgroup</c>: version 2 (<c>0::/path</c>) and version 1 (<c>4:cpu,cpuacct:/path</c>), or
    /// both.</param>
    /// <param name="mounts">Text of <c>/proc/self/mountinfo</c>.</param>
    /// <param name="read">The text of a file; null where there is none.</param>
    internal static double? Quota(string? groups, string? mounts, Func<string, string?> read)
    {
        double? least = null;
        foreach (string line in Lines(groups))
        {
            string[] fields = line.Split(':', 3);
            if (fields.Length < 3)
                continue;
            bool second = fields[0] == "0" && fields[1].Length == 0;
            if (!second && !fields[1].Split(',').Contains("cpu"))
                continue;
            foreach (string folder in Folders(mounts, second, fields[2]))
            {
                if ((second
                    ? Quota2(read(folder + "/cpu.max"))
                    : Quota1(read(folder + "/cpu.cfs_quota_us"), read(folder + "/cpu.cfs_period_us"))) is { } quota)
                    least = Math.Min(least ?? quota, quota);
            }
        }

        return least;
    }

    // "150000 100000", or "max 100000".
    private static double? Quota2(string? text)
    {
        string[] words = (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return Ratio(words.ElementAtOrDefault(0), words.ElementAtOrDefault(1));
    }

    // -1 for none.
    private static double? Quota1(string? quota, string? period) => Ratio(quota?.Trim(), period?.Trim());

    private static double? Ratio(string? quota, string? period) =>
        long.TryParse(quota, NumberStyles.None, CultureInfo.InvariantCulture, out long used)
            && long.TryParse(period, NumberStyles.None, CultureInfo.InvariantCulture, out long of) && used > 0 && of > 0
            ? (double)used / of
            : null;

    // The group's folder and those above it, as far as they are mounted. A line of mountinfo: id, parent, device, root, place, options, - ,
    // type, source, options.
    private static IEnumerable<string> Folders(string? mounts, bool second, string path)
    {
        foreach (string line in Lines(mounts))
        {
            string[] words = line.Split(' ');
            int dash = Array.IndexOf(words, "-");
            if (dash < 5 || words.Length < dash + 4)
                continue;
            bool fits = second ? words[dash + 1] == "cgroup2" : words[dash + 1] == "cgroup" && words[dash + 3].Split(',').Contains("cpu");
            if (!fits)
                continue;
            string root = Unescape(words[3]).TrimEnd('/'), place = Unescape(words[4]).TrimEnd('/');
            bool below = path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == '/');
            string within = below
                ? path[root.Length..].TrimEnd('/')
                : ""; // a group that is not seen from here: the mount is as near as it gets
            for (; within.Length > 0; within = within[..within.LastIndexOf('/')])
                yield return place + within;
            yield return place;
        }
    }

    // "0-3,8,10-11" is 7.
    private static int CountOf(string list)
    {
        int count = 0;
        foreach (string range in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = range.Split('-');
            if (!int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
                || !int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last) || ends.Length > 2
                || last < first)
                return 0;
            count += last - first + 1;
        }

        return count;
    }

    // Blanks in paths are written as \040.
    private static string Unescape(string path)
    {
        if (!path.Contains('\\', StringComparison.Ordinal))
            return path;
        StringBuilder text = new();
        for (int i = 0; i < path.Length; i++)
        {
            bool escaped = path[i] == '\\' && i + 3 < path.Length && path.AsSpan(i + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0;
            text.Append(escaped ? (char)((path[i + 1] - '0') * 64 + (path[i + 2] - '0') * 8 + path[i + 3] - '0') : path[i]);
            if (escaped)
                i += 3;
        }

        return text.ToString();
    }

    private static string[] Lines(string? text) =>
        text?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string? Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
