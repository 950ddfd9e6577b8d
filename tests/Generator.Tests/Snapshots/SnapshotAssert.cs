#if !USE_VERIFY
namespace LstmGen.Generator.Tests.Snapshots;

/// <summary>What Verify does with one file of text; <c>LSTMGEN_ACCEPT=1</c> accepts what was received.</summary>
internal static class SnapshotAssert
{
    public static void Matches(string text, string path)
    {
        string verified = $"{path}.verified.cs", received = $"{path}.received.cs";
        string actual = Normalize(text);
        if (Environment.GetEnvironmentVariable("LSTMGEN_ACCEPT") == "1")
            File.WriteAllText(verified, actual);
        string? expected = File.Exists(verified) ? Normalize(File.ReadAllText(verified)) : null;
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        Assert.Fail(expected is null
            ? $"There is no snapshot {verified} yet. Read {received}, and rename it if it is right."
            : $"{Difference(expected, actual)}\nReceived: {received}\nVerified: {verified}\n"
                + "If the new text is right, put it in the place of the old one (LSTMGEN_ACCEPT=1 does so).");
    }

    private static string Normalize(string text) => text.ReplaceLineEndings("\n").TrimEnd();

    private static string Difference(string expected, string actual)
    {
        string[] before = expected.Split('\n'), after = actual.Split('\n');
        int line =
            Enumerable.Range(0, Math.Max(before.Length, after.Length))
                .First(i => before.ElementAtOrDefault(i) != after.ElementAtOrDefault(i));
        return $"The emitted text changed at line {line + 1}:\n- {before.ElementAtOrDefault(line)}\n+ {after.ElementAtOrDefault(line)}";
    }
}
#endif
