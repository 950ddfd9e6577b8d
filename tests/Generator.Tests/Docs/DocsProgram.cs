using System.Reflection;
using System.Text.RegularExpressions;
using LstmGen.Data;
using LstmGen.Interchange;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests.Docs;

/// <summary>
/// The C# of one page of the docs as one program: its usings, its declarations as they are, and its statements, in order, as the body of
/// one method. A block that begins with a documentation comment is an excerpt of emitted code and no part of it. Models for a device, 128
/// units wide, are made narrower, because they run on the simulated one.
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

    /// <summary>Blocks of C# on the page.</summary>
    public int Blocks { get; private set; }

    /// <summary>Compiles and runs the program, and returns the lines that it wrote.</summary>
    /// <param name="given">Statements that make what the page takes for given, such as data.</param>
    /// <param name="files">Files that the page's code reads, by path; files that it writes go to the same folder.</param>
    public List<string> Run(string given = "", params ReadOnlySpan<string> files)
    {
        string folder = Directory.CreateTempSubdirectory("lstmgen-docs").FullName;
        try
        {
            foreach (string file in files)
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            return Run(Text(given, folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

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
            if (line.StartsWith('['))
                to = _declarations;
            (Using().IsMatch(line) ? _usings : to).Add(line);
        }
    }

    private string Text(string given, string folder) => $$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using LstmGen;
        {{string.Join("\n", _usings)}}

        {{string.Join("\n", _declarations).Replace("[Lstm(128)]", "[Lstm(8)]", StringComparison.Ordinal)}}

        public static class Program
        {
            private static readonly List<string> Said = new() { "" };

            private static class Console
            {
                public static void Write(string text) => Said[^1] += text;

                public static void WriteLine(string line)
                {
                    Said[^1] += line;
                    Said.Add("");
                }
            }

            public static List<string> Run()
            {
                {{given}}
                {{FileNames().Replace(string.Join("\n", _statements), match => $"@\"{Path.Combine(folder, match.Groups[1].Value)}\"")
                    .Replace("GpuKind.Cuda", "GpuKind.Simulated", StringComparison.Ordinal)}}
                return Said;
            }
        }
        """;

    private static List<string> Run(string program)
    {
        CSharpCompilation compilation = Compilations.Create(program, Gpus.Wanted)
            .AddReferences(
                new[] { typeof(Vocabulary), typeof(WeightLoader), typeof(Mpi), typeof(SubwordVocabulary),
                    typeof(Microsoft.ML.Tokenizers.Tokenizer) }.Select(one => MetadataReference.CreateFromFile(one.Assembly.Location)));
        GeneratorDriver driver = Compilations.Driver().RunGenerators(compilation);
        Assert.Empty(driver.GetRunResult().Diagnostics);
        byte[] image = ModelCompiler.Emit(compilation.AddSyntaxTrees(driver.GetRunResult().GeneratedTrees));
        MethodInfo run = Assembly.Load(image).GetType("Program", throwOnError: true)!.GetMethod("Run")!;
        return (List<string>)run.Invoke(null, null)!;
    }

    [GeneratedRegex("^```csharp\r?\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlocks();

    [GeneratedRegex(@"^using (static )?[\w.]+;")]
    private static partial Regex Using();

    [GeneratedRegex("\"([\\w-]+\\.(safetensors|csv|pt|keras|onnx|jsonl|tiktoken|bin|txt))\"")]
    private static partial Regex FileNames();
}
