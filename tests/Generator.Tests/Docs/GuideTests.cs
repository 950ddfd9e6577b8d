using System.Reflection;
using System.Text.RegularExpressions;
using LstmGen.Data;
using LstmGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests.Docs;

/// <summary>The code of <c>docs/guide.md</c> is one program, which compiles and says what the page says that it does.</summary>
public partial class GuideTests
{
    [Fact]
    public void The_guide_compiles_and_does_what_it_says()
    {
        string folder = Directory.CreateTempSubdirectory("lstmgen-guide").FullName;
        try
        {
            List<string> said = Run(Program(File.ReadAllText(Path.Combine(DocsFolder.Path, "guide.md")), folder));
            double Number(string pattern) => double.Parse(
                Regex.Match(string.Join("\n", said), pattern).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(Number("test error (.*)"), 0, 0.1); // of a standard deviation: the sine is learnt
            Assert.InRange(Number("next hour: (.*) degrees"), 6, 6.7); // hour 1000: 15 + 10 sin(2 pi 1000 / 24) = 6.34
            Assert.InRange(Number("good with (.*) %"), 50, 100);
            Assert.Contains("3141 backwards: 1413", said);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Declarations as they are, statements as the body of one method; files go to <paramref name="folder"/>.</summary>
    private static string Program(string page, string folder)
    {
        string[] blocks = [.. CodeBlocks().Matches(page).Select(match => match.Groups[1].Value)];
        IEnumerable<string> Of(Func<string, bool> kind) => blocks.Where(kind);
        bool Using(string block) => block.StartsWith("using ", StringComparison.Ordinal);
        bool Declaration(string block) => block.StartsWith('[');
        string statements = string.Join("\n", Of(block => !Using(block) && !Declaration(block)));
        return $$"""
            using System;
            using System.Collections.Generic;
            using System.IO;
            using System.Linq;
            {{string.Join("\n", Of(Using))}}

            {{string.Join("\n", Of(Declaration))}}

            public static class Guide
            {
                private static readonly List<string> Said = new();

                private static class Console
                {
                    public static void WriteLine(string line) => Said.Add(line);
                }

                public static List<string> Run()
                {
                    {{FileNames().Replace(statements, match => $"@\"{Path.Combine(folder, match.Groups[1].Value)}\"")}}
                    return Said;
                }
            }
            """;
    }

    private static List<string> Run(string program)
    {
        CSharpCompilation compilation = Compilations.Create(program).AddReferences(MetadataReference.CreateFromFile(typeof(Vocabulary).Assembly.Location));
        GeneratorDriver driver = Compilations.Driver().RunGenerators(compilation);
        Assert.Empty(driver.GetRunResult().Diagnostics);
        byte[] image = ModelCompiler.Emit(compilation.AddSyntaxTrees(driver.GetRunResult().GeneratedTrees));
        MethodInfo run = Assembly.Load(image).GetType("Guide", throwOnError: true)!.GetMethod("Run")!;
        return (List<string>)run.Invoke(null, null)!;
    }

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlocks();

    [GeneratedRegex("\"(\\w+\\.safetensors)\"")]
    private static partial Regex FileNames();
}
