using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LstmGen.Generator.Diagnostics;

/// <summary>Where something stands, without holding on to a syntax tree.</summary>
internal sealed record LocationInfo(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public Location ToLocation() => Location.Create(Path, Span, Lines);

    /// <summary>
    /// The same in the file that the compilation has there, so that the compiler heeds what the file says of warnings.
    /// </summary>
    public Location ToLocation(Compilation compilation) => compilation.SyntaxTrees.FirstOrDefault(IsIn) is { } file
        ? Location.Create(file, Span)
        : ToLocation();

    private bool IsIn(SyntaxTree file) =>
        file.FilePath == Path && Span.End <= file.Length && file.GetLineSpan(Span).Span == Lines;

    public static LocationInfo? From(SyntaxNode? node) => node is null ? null : From(node.GetLocation());

    public static LocationInfo? From(Location location) =>
        location.SourceTree is { } tree ? new(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span) : null;
}
