using System.Reflection;

namespace LstmGen.Api.Tests;

/// <summary>The public API of every package stands in a file, so that it changes only on purpose.</summary>
/// <remarks><c>LstmGen.CompilerServices</c> is left out: only emitted code calls it, and it changes with the generator.</remarks>
public class PublicApiTests
{
    private const string Support = "LstmGen.CompilerServices";

    private static readonly Dictionary<string, Assembly> Assemblies = new[]
    {
        typeof(RecurrentModelAttribute).Assembly,
        typeof(IRecurrentModel).Assembly,
        typeof(GpuDevice).Assembly,
        typeof(Data.Vocabulary).Assembly,
        typeof(Interchange.WeightFile).Assembly,
        typeof(Reporting.HtmlReport).Assembly,
        typeof(Cells.Janet).Assembly,
        typeof(AspNetCore.ModelFileStatus).Assembly,
        typeof(Mpi).Assembly,
        typeof(Data.SubwordVocabulary).Assembly,
    }.ToDictionary(assembly => assembly.GetName().Name!);

    public static TheoryData<string> Names => [.. Assemblies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_public_api_is_the_approved_one(string assembly)
    {
        string approved = ApiFolder.Of(assembly, "approved.txt"), received = ApiFolder.Of(assembly, "received.txt");
        string now = ApiText.Of(Assemblies[assembly], Support);
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
