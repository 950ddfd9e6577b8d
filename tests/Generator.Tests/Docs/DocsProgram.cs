using System.Reflection;
using System.Text.RegularExpressions;
using LstmGen.Data;
using LstmGen.Interchange;
using LstmGen.Reporting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests.Docs;

/// <summary>
/// The C# of one page of the docs as one program: its usings, its declarations as they are (from a line on that begins with an attribute or
/// with "public"), and its statements, in order, as the body of one method. A block that begins with a documentation comment is an excerpt
/// of emitted code and no part of it. Models for a device, 128 units wide, are made narrower, because they run on the simulated one.
/// </summary>
internal sealed partial class DocsProgram
{
    private readonly List<string> _usings = [], _declarations = [], _statements = [];

    /// <param name="page">The page, relative to the repository.</param>
    public DocsProgram(string page)
    {
        Page = page;
        foreach (Match match in CodeBlocks().Matches(File.ReadAllText(Path.Combine(DocsFolder.Root, page))))
            Add(match.Groups[1].Value);
    }

    public string Page { get; }

    /// <summary>Excerpts of emitted code.</summary>
    public List<string> Excerpts { get; } = [];

    /// <summary>Statements behind those of the page, which say what came of them.</summary>
    public string Then { get; init; } = "";

    /// <summary>Blocks of C# on the page.</summary>
    public int Blocks { get; private set; }

    /// <summary>Compiles and runs the program, and returns the lines that it wrote.</summary>
    /// <param name="given">Statements that make what the page takes for given, such as data.</param>
    /// <param name="declared">Types that it takes for given.</param>
    /// <param name="files">Files that the page's code reads, by path; files that it writes go to the same folder.</param>
    public List<string> Run(string given = "", string declared = "", params ReadOnlySpan<string> files)
    {
        string folder = Directory.CreateTempSubdirectory("lstmgen-docs").FullName;
        try
        {
            foreach (string file in files)
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            return Run(Text("", declared, given, folder, "List<string>"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Compiles the program and does not run it: for a page that starts a server, or names files that do not exist.</summary>
    /// <param name="usings">Usings that a project has without writing them.</param>
    /// <param name="declared">Types that the page takes for given.</param>
    /// <param name="given">Statements that make what it takes for given.</param>
    /// <param name="texts">Additional files of the project.</param>
    public void Compile(string usings, string declared, string given, params AdditionalText[] texts) =>
        Compile(Text(usings, declared, given, "", "async System.Threading.Tasks.Task<List<string>>"), texts);

    private void Add(string block)
    {
        Blocks++;
        if (block.StartsWith("///", StringComparison.Ordinal))
        {
            Excerpts.Add(block);
            return;
        }

        List<string> to = _statements;
        foreach (string line in block.Split('\n'))
        {
            if (line.StartsWith('[') || line.StartsWith("public ", StringComparison.Ordinal))
                to = _declarations;
            (Using().IsMatch(line) ? _usings : to).Add(line);
        }
    }

    private string Text(string usings, string declared, string given, string folder, string result) => $$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using LstmGen;
        {{usings}}
        {{string.Join("\n", _usings.Except(["using LstmGen;"]))}}

        {{declared}}
        {{string.Join("\n", _declarations).Replace("[Lstm(128)]", "[Lstm(8)]", StringComparison.Ordinal)}}

        public static class Program
        {
            private static readonly List<string> Said = new() { "" };

            private static class Console
            {
                public static void Write(string text) => Said[^1] += text;

                public static void WriteLine(object line) => WriteLine($"{line}");

                public static void WriteLine(string line)
                {
                    Said[^1] += line;
                    Said.Add("");
                }
            }

            public static {{result}} Run()
            {
                {{given}}
                {{FileNames().Replace(string.Join("\n", [.. _statements, Then]), match => $"@\"{Path.Combine(folder, match.Groups[1].Value)}\"")
                    .Replace("GpuKind.Cuda", "GpuKind.Simulated", StringComparison.Ordinal)}}
                return Said;
            }
        }
        """;

    private static List<string> Run(string program)
    {
        MethodInfo run = Assembly.Load(Compile(program, [])).GetType("Program", throwOnError: true)!.GetMethod("Run")!;
        return (List<string>)run.Invoke(null, null)!;
    }

    private static byte[] Compile(string program, AdditionalText[] texts)
    {
        CSharpCompilation compilation = Compilations.Create(program, Gpus.Wanted)
            .AddReferences(
                new[] { typeof(Vocabulary), typeof(WeightLoader), typeof(Mpi), typeof(SubwordVocabulary),
                    typeof(Microsoft.ML.Tokenizers.Tokenizer), typeof(HtmlReport) }.Select(one => one.Assembly.Location)
                    .Concat(program.Contains("using LstmGen.AspNetCore;", StringComparison.Ordinal) ? AspNetCore() : [])
                    .Select(path => MetadataReference.CreateFromFile(path)));
        GeneratorDriver driver = Compilations.Driver(texts: texts).RunGenerators(compilation);
        Assert.Empty(driver.GetRunResult().Diagnostics);
        return ModelCompiler.Emit(compilation.AddSyntaxTrees(driver.GetRunResult().GeneratedTrees));
    }

    // Only where a page asks for them: their namespaces hide names of LstmGen, such as Windows.
    private static IEnumerable<string> AspNetCore() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(
            path => Path.GetFileName(path) is var name && (name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || name == "LstmGen.AspNetCore.dll"));

    [GeneratedRegex("^```csharp\r?\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlocks();

    [GeneratedRegex(@"^using (static )?[\w.]+;")]
    private static partial Regex Using();

    [GeneratedRegex("\"([\\w-]+\\.(safetensors|csv|pt|keras|onnx|jsonl|tiktoken|bin|txt|html))\"")]
    private static partial Regex FileNames();
}
