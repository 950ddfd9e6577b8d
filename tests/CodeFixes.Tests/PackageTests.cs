using System.Xml.Linq;
using Xunit;

namespace LstmGen.CodeFixes.Tests;

/// <summary>A user references one package and has generator and code fixes.</summary>
public class PackageTests
{
    [Fact]
    public void Everything_that_the_compiler_or_editor_loads_is_packed_as_an_analyzer()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "LstmGen.sln")))
            root = root.Parent;
        Assert.NotNull(root);

        string[] components = [.. Directory.GetFiles(Path.Combine(root.FullName, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(path => XDocument.Load(path).Descendants("IsRoslynComponent").Any(value => value.Value == "true"))
            .Select(path => Path.GetFileNameWithoutExtension(path) + ".dll").Order()];
        string[] packed = [.. XDocument.Load(Path.Combine(root.FullName, "src", "Runtime", "LstmGen.Runtime.csproj")).Descendants("None")
            .Where(item => (string?)item.Attribute("Pack") == "true" && (string?)item.Attribute("PackagePath") == "analyzers/dotnet/cs")
            .Select(item => Path.GetFileName((string)item.Attribute("Include")!)).Order()];
        Assert.Contains("LstmGen.CodeFixes.dll", components);
        Assert.Equal(components, packed);
    }
}
