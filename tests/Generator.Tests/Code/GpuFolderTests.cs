using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests.Code;

/// <summary>
/// Whoever works on one target of the generator does not read the other: what is written for GPUs is in folders named <c>Gpu</c> or
/// <c>Ilgpu</c>. A file outside has at most one line that leads there, and no text for GPUs.
/// </summary>
public partial class GpuFolderTests
{
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["Diagnostics/Descriptors.cs"] = "diagnostics say what is wrong with Backends.Ilgpu",
        ["Emitting/ModelEmitter.cs"] = "a model's files, of both targets",
        ["Emitting/ModelTable.cs"] = "the table of a model says how a GPU computes it",
        ["Emitting/StreamEmitter.cs"] = "one text for both targets' streams but for five places",
        ["Layers/Conv1d/Conv1dBuffers.cs"] = "buffers are planned once, with their lengths on both targets",
        ["Parsing/MemberConflicts.cs"] = "interfaces that a model may implement, and which of its files",
        ["Parsing/ModelOptionsParser.cs"] = "reads Backends.Ilgpu",
        ["Parsing/ModelParser.cs"] = "knows by a type whether the runtime for GPUs is referenced",
        ["Parsing/ProjectTypes.cs"] = "namespaces that are not the project's",
        ["Planning/BufferPlan.cs"] = "buffers are planned once, with their lengths on both targets",
        ["Planning/LayerMemory.cs"] = "buffers are planned once, with their lengths on both targets",
        ["Text/RuntimeNames.cs"] = "the list of the runtime's types",
    };

    [Fact]
    public void Files_outside_lead_there_by_one_line_at_most()
    {
        string root = Root();
        string[] outside = [.. Files(root).Where(file => !IsForGpus(file))];
        Assert.True(outside.Length > 200);
        Dictionary<string, string> found = [];
        foreach (string file in outside)
        {
            (int[] names, int[] texts) = Lines(File.ReadAllText(Path.Combine(root, file)));
            if (names.Length > 1 || texts.Length > 0)
                found.Add(file, $"{file}: names in lines {string.Join(", ", names)}; text in lines {string.Join(", ", texts)}");
        }

        string[] astray = [.. found.Where(file => !Exceptions.ContainsKey(file.Key)).Select(file => file.Value)];
        string[] needless = [.. Exceptions.Keys.Except(found.Keys)];
        Assert.Empty(astray);
        Assert.Empty(needless);
    }

    [Fact]
    public void Files_named_for_GPUs_are_inside()
    {
        string[] named = [.. Files(Root()).Where(file => Path.GetFileName(file).Contains("Ilgpu", StringComparison.OrdinalIgnoreCase))];
        Assert.True(named.Length > 40);
        Assert.All(named, file => Assert.True(IsForGpus(file), file));
    }

    [Theory]
    [InlineData("// a GPU's Kernels.Sum\nclass A { }", "", "")]
    [InlineData("class A\n{\n    IlgpuLayer Ilgpu => new IlgpuA();\n}", "3", "")]
    [InlineData("class A\n{\n    string OnDevice => $\"ws.{Name}\";\n    bool IsGpu;\n}", "3 4", "")]
    [InlineData("class A\n{\n    string B => $\"Kernels.Sum({C}\"\n        + $\"{D}.View)\";\n}", "", "3 4")]
    [InlineData("class A\n{\n    string B => $\"\"\"\n        int a;\n        ArrayView<float> b = {C}.SubView(1);\n        \"\"\";\n}", "",
        "5")]
    [InlineData("class A { string B => \"a device\"; int Kernel; string View; }", "", "1")]
    public void Lines_are_found(string text, string expectedNames, string expectedTexts)
    {
        (int[] names, int[] texts) = Lines(text);
        Assert.Equal((expectedNames, expectedTexts), (string.Join(' ', names), string.Join(' ', texts)));
    }

    // Lines in which code names a thing of GPUs, and those that write text for them; comments are neither.
    private static (int[] Names, int[] Texts) Lines(string text)
    {
        SortedSet<int> names = [], texts = [];
        SyntaxTree tree = CSharpSyntaxTree.ParseText(text);
        foreach (SyntaxToken token in tree.GetRoot().DescendantTokens())
        {
            bool isName = token.IsKind(SyntaxKind.IdentifierToken);
            foreach (Match match in (isName ? Name() : Text()).Matches(token.Text))
                (isName ? names : texts).Add(tree.GetText().Lines.GetLineFromPosition(token.SpanStart + match.Index).LineNumber + 1);
        }

        return ([.. names], [.. texts]);
    }

    private static bool IsForGpus(string file) => file.Split('/').SkipLast(1).Any(folder => folder is "Gpu" or "Ilgpu");

    private static IEnumerable<string> Files(string root) => Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
        .Where(file => file.Split('/')[0] is not ("obj" or "bin"));

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "src", "Generator"));

    [GeneratedRegex("gpu|device", RegexOptions.IgnoreCase)]
    private static partial Regex Name();

    [GeneratedRegex(@"(?i:gpu|device)|\bKernels\.|\bArrayView\b|\.View\b|\bSubView\b")]
    private static partial Regex Text();
}
