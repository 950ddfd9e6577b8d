using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace LstmGen.Samples.Tests;

/// <summary>Files that a sample's page names are where it says.</summary>
public partial class ReadmeTests
{
    [Fact]
    public void Files_that_are_named_exist()
    {
        string samples = Path.GetFullPath(Path.Combine(Folder(), "..", "..", "samples"));
        int named = 0;
        foreach (string folder in Directory.EnumerateDirectories(samples).Where(one => File.Exists(Path.Combine(one, "README.md"))))
        {
            string page = Path.Combine(folder, "README.md");
            foreach (string file in CodeFile().Matches(File.ReadAllText(page)).Select(match => match.Groups[1].Value))
            {
                named++;
                Assert.True(File.Exists(Path.Combine(folder, file)), $"{page} names {file}");
            }
        }

        Assert.True(named > 20, $"{named} files");
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("`([A-Za-z0-9./]+[.]cs)`")]
    private static partial Regex CodeFile();
}
