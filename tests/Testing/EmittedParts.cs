using Microsoft.CodeAnalysis;

namespace LstmGen.Testing;

/// <summary>Regions of emitted files: an emitted file has one for each concern and each layer.</summary>
public static class EmittedParts
{
    /// <summary>
    /// The lines of all regions called <paramref name="part"/> in the one emitted file whose name is <paramref name="file"/>, or ends in a
    /// dot and it; a region inside another is no part of the outer one.
    /// </summary>
    /// <param name="generated">The emitted files.</param>
    /// <param name="file">A file's name without <c>.g.cs</c>, such as <c>M</c> or <c>M.Ilgpu</c>.</param>
    /// <param name="part">A region's name, such as <c>Passes</c>.</param>
    /// <exception cref="ArgumentException">No file, or several, or no region of that name.</exception>
    public static string Of(IEnumerable<SyntaxTree> generated, string file, string part)
    {
        string text = File(generated, file);
        var lines = new List<string>();
        var open = new Stack<string>();
        foreach (string line in text.Split('\n'))
        {
            string trimmed = line.Trim();
            if (trimmed.StartsWith("#region ", StringComparison.Ordinal))
                open.Push(trimmed["#region ".Length..]);
            else if (trimmed == "#endregion")
                open.Pop();
            else if (open.Count > 0 && open.Peek() == part && (line.Length > 0 || lines is [.., { Length: > 0 }]))
                lines.Add(line);
        }

        return lines.Count > 0
            ? string.Join("\n", lines).TrimEnd() + "\n"
            : throw new ArgumentException($"{file}.g.cs has no region '{part}'", nameof(part));
    }

    /// <summary>What stands outside of the regions, and the lines that begin and end them.</summary>
    /// <param name="text">An emitted file.</param>
    public static string Frame(string text)
    {
        var lines = new List<string>();
        int depth = 0;
        foreach (string line in text.Split('\n'))
        {
            bool begins = line.Contains("#region ", StringComparison.Ordinal), ends = line.Trim() == "#endregion";
            if (depth == 0 || begins || ends)
                lines.Add(line);
            depth += begins ? 1 : ends ? -1 : 0;
        }

        return string.Join("\n", lines);
    }

    /// <summary>The whole text of the one emitted file whose name is <paramref name="file"/>, or ends in a dot and it.</summary>
    /// <param name="generated">The emitted files.</param>
    /// <param name="file">A file's name without <c>.g.cs</c>.</param>
    /// <exception cref="ArgumentException">No file, or several.</exception>
    public static string File(IEnumerable<SyntaxTree> generated, string file)
    {
        SyntaxTree[] found = [.. generated.Where(
            tree => ("." + Path.GetFileName(tree.FilePath)).EndsWith($".{file}.g.cs", StringComparison.Ordinal))];
        return found.Length == 1
            ? found[0].ToString()
            : throw new ArgumentException($"{found.Length} emitted files are called {file}.g.cs", nameof(file));
    }
}
