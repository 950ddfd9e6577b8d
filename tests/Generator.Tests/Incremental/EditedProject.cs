using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests.Incremental;

/// <summary>A project under edits, and one driver of the generator that sees each of them.</summary>
internal sealed class EditedProject
{
    private readonly Dictionary<(int File, string Text, LanguageVersion Version), SyntaxTree> _known = [];
    private readonly CSharpCompilation _empty = Compilations.Create([]).RemoveAllSyntaxTrees();
    private readonly List<string> _files = [];
    private GeneratorDriver _driver = Compilations.Driver();

    public EditedProject() => Compilation = _empty;

    /// <summary>What the compiler has.</summary>
    public CSharpCompilation Compilation { get; private set; }

    /// <summary>How the files are read.</summary>
    public LanguageVersion Version { get; set; }

    /// <summary>Whether the runtime for GPUs is referenced.</summary>
    public bool HasGpus { get; set; }

    /// <summary>Whether constants that overflow are an error.</summary>
    public bool ChecksOverflow { get; set; }

    /// <summary>Has text replaced in a file.</summary>
    public void Replace(int file, string old, string changed) =>
        _files[file] = _files[file].Replace(old, changed, StringComparison.Ordinal);

    /// <summary>Adds a file behind the others.</summary>
    public void Add(string file) => _files.Add(file);

    /// <summary>
    /// Brings the compilation to some edits and no others. Files that are not changed, or changed back, are the same objects as before.
    /// </summary>
    public void Set(IEnumerable<Edit> edits)
    {
        _files.Clear();
        _files.AddRange(Edit.Files);
        (Version, HasGpus, ChecksOverflow) = (LanguageVersion.CSharp13, false, false);
        foreach (Edit edit in edits)
            edit.Do(this);
        Update();
    }

    /// <summary>Runs the driver and a new one, which must say and write the same.</summary>
    /// <param name="edit">What was done.</param>
    /// <returns>What they say and write.</returns>
    public IReadOnlyList<string> Check(string edit)
    {
        _driver = Run(_driver);
        string[] expected = Shown(Run(Compilations.Driver())), found = Shown(_driver);
        string[] missing = [.. expected.Except(found)], extra = [.. found.Except(expected)];
        Assert.True(
            missing.Length + extra.Length == 0 && expected.Length == found.Length,
            $"{edit}: missing {string.Join("\n", missing.Select(Head))}\nextra {string.Join("\n", extra.Select(Head))}");
        return found;
    }

    private GeneratorDriver Run(GeneratorDriver driver) =>
        driver.WithUpdatedParseOptions(Compilations.ParseOptions.WithLanguageVersion(Version)).RunGenerators(Compilation);

    private void Update()
    {
        SyntaxTree[] trees = [.. _files.Select(Tree)];
        CSharpCompilation next = Compilation.RemoveSyntaxTrees(Compilation.SyntaxTrees.Skip(trees.Length));
        if (next.LanguageVersion != Version)
            next = next.RemoveAllSyntaxTrees();
        for (int i = 0; i < trees.Length; i++)
            next = i < next.SyntaxTrees.Length ? next.ReplaceSyntaxTree(next.SyntaxTrees[i], trees[i]) : next.AddSyntaxTrees(trees[i]);
        MetadataReference[] references = [.. _empty.References, .. HasGpus ? Gpus.References([Gpus.Wanted]) : []];
        if (!next.References.SequenceEqual(references))
            next = next.WithReferences(references);
        if (next.Options.CheckOverflow != ChecksOverflow)
            next = next.WithOptions(next.Options.WithOverflowChecks(ChecksOverflow));
        Compilation = next;
    }

    private static string Head(string text) => text.Length > 200 ? text[..200] : text;

    private static string[] Shown(GeneratorDriver driver)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return
        [
            .. result.Diagnostics.Select(one => $"{one}").Concat(
                result.GeneratedSources.Select(one => $"{one.HintName}\n{one.SourceText}")).Order(StringComparer.Ordinal),
        ];
    }

    private SyntaxTree Tree(string text, int file)
    {
        if (!_known.TryGetValue((file, text, Version), out SyntaxTree? tree))
        {
            tree = CSharpSyntaxTree.ParseText(
                text, Compilations.ParseOptions.WithLanguageVersion(Version), Compilations.PathOf(file));
            _known.Add((file, text, Version), tree);
        }

        return tree;
    }
}
