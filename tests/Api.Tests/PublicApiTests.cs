using System.Reflection;

namespace LstmGen.Api.Tests;

/// <summary>The public API of every package stands in a file, so that it changes only on purpose.</summary>
/// <remarks><c>LstmGen.CompilerServices</c> is left out: only emitted code calls it, and it changes with the generator.</remarks>
public class PublicApiTests
{
    private static readonly Dictionary<string, Assembly> Assemblies = PackageAssemblies.All.ToDictionary(a => a.GetName().Name!);

    public static TheoryData<string> Names => [.. Assemblies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_public_api_is_the_approved_one(string assembly)
    {
        string approved = ApiFolder.Of(assembly, "approved.txt"), received = ApiFolder.Of(assembly, "received.txt");
        string now = ApiText.Of(Assemblies[assembly], PackageAssemblies.Support);
        string before = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "";
        if (now == before)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, now);
        Assert.Fail($"""
            The public API of {assembly} is not the approved one:
            {ApiDifference.Of(before, now)}
            If this is meant, accept it: mv "{received}" "{approved}", and say it in CHANGELOG.md.
            If not, make what was added internal, and put back what is missing.
            """);
    }

    [Fact]
    public void Every_approved_file_is_of_an_assembly()
    {
        string folder = Path.GetDirectoryName(ApiFolder.Of("", ""))!;
        Assert.Equal(
            Assemblies.Keys.Order(StringComparer.Ordinal),
            Directory.GetFiles(folder, "*.approved.txt").Select(path => Path.GetFileName(path)[..^".approved.txt".Length])
                .Order(StringComparer.Ordinal));
    }
}
