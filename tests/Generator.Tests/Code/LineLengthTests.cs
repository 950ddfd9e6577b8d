using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LstmGen.Generator.Tests.Code;

/// <summary>
/// Lines have at most 140 columns in src, tests, samples, bench and templates. What lies inside of a raw string does not count, as a break
/// would change the text, and files that hold what was emitted or approved are left out.
/// </summary>
public class LineLengthTests
{
    private const int Columns = 140;

    [Theory]
    [InlineData("src", 900)]
    [InlineData("tests", 400)]
    [InlineData("samples", 100)]
    [InlineData("bench", 100)]
    [InlineData("templates", 3)]
    public void No_line_is_longer_than_it_may_be(string folder, int atLeast)
    {
        string root = Path.Combine(Root(), folder);
        string[] files = [.. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(path => IsSource(Path.GetRelativePath(root, path)))];
        Assert.True(files.Length >= atLeast, $"{folder} has {files.Length} files of C#, {atLeast} were looked for.");
        Assert.Empty(files.SelectMany(file => Long(File.ReadAllText(file))
            .Select(line => $"{folder}/{Path.GetRelativePath(root, file)}:{line}")));
    }

    [Theory]
    [InlineData("int a = 1;", "")]
    [InlineData("int a = 1; //0123456789", "1")]
    [InlineData("int a = 1;\nstring b = \"0123456789\";", "2")]
    [InlineData("string b = \"\"\"0123456789\"\"\";", "")]
    [InlineData("string b = $\"\"\"0123456789{0}\"\"\";", "")]
    [InlineData("string b = \"\"\"\n  01234567890123456789\n  \"\"\";", "")]
    [InlineData("string b = $\"\"\"\n  0123456789{0}0123456789\n  \"\"\";", "")]
    [InlineData("string b = \"\"\"\n  0123456789\n  \"\"\"; b = b.ToUpperInvariant();", "3")]
    [InlineData("string b = \"\"\"0123456789\"\"\" + Of(\"0123456\");", "1")]
    public void Long_lines_are_found(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Long(text, columns: 20)));

    // Numbers of the lines that have more columns than they may outside of raw strings.
    private static IEnumerable<int> Long(string text, int columns = Columns)
    {
        var lines = SourceText.From(text).Lines;
        if (lines.All(line => line.Span.Length <= columns))
            return [];
        TextSpan[] raw = [.. CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview))
            .GetRoot().DescendantNodes().Where(IsRaw).Select(node => node.Span)];
        return lines
            .Where(line => line.Span.Length - raw.Sum(span => span.Intersection(line.Span)?.Length ?? 0) > columns)
            .Select(line => line.LineNumber + 1);
    }

    // A raw string inside of another is counted with it.
    private static bool IsRaw(SyntaxNode node) => node switch
    {
        _ when node.Ancestors().OfType<InterpolatedStringExpressionSyntax>().Any() => false,
        InterpolatedStringExpressionSyntax text => text.StringStartToken.Kind()
            is SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken,
        LiteralExpressionSyntax text => text.Token.Kind() is SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken,
        _ => false,
    };

    private static bool IsSource(string path) =>
        !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin" or "node_modules")
        && !Path.GetFileName(path).Split('.').Any(part => part is "verified" or "received" or "approved");

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
