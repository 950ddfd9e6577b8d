using System.Text.RegularExpressions;
using LstmGen.Generator.Tests.Numeric;

namespace LstmGen.Generator.Tests.Code;

/// <summary>Threads pack the copies of the weights at the same time: what one part writes, no other may touch.</summary>
public partial class PackingTests(Probes probes) : IClassFixture<Probes>
{
    public static TheoryData<string> Names => Probes.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void No_copy_is_touched_by_two_parts(string name)
    {
        string text = probes.Models.Text($"Probes.{name}.Parameters.g.cs");
        string[] copies = [.. Copy().Matches(text).Select(match => match.Groups[1].Value)];
        string[] parts = [.. Part().Split(text[text.IndexOf("void Pack(", StringComparison.Ordinal)..]).Skip(1)];
        Assert.NotEmpty(copies);
        Assert.All(copies, copy => Assert.InRange(parts.Count(part => Regex.IsMatch(part, $@"\b{copy}\b")), 0, 1)); // 0: a bias that stays zero
    }

    [GeneratedRegex(@"public global::LstmGen\.\S+ (\w+) \{ get; \}")]
    private static partial Regex Copy();

    [GeneratedRegex(@"case \d+:")]
    private static partial Regex Part();
}
