using System.Collections.Immutable;
using LstmGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Testing;

/// <summary>Compilations as a user of the package has them: the framework, the attributes and the runtime.</summary>
public static class Compilations
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "mscorlib.dll" or "netstandard.dll"))
            .Append(typeof(RecurrentModelAttribute).Assembly.Location)
            .Append(typeof(IRecurrentModel).Assembly.Location)
            .Append(typeof(LstmGen.Cells.Janet).Assembly.Location)
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
    ];

    private static int s_count;

    /// <summary>
    /// How declarations are parsed. What may be null is not analysed: that gives warnings only, which the samples' build sees.
    /// </summary>
    public static CSharpParseOptions ParseOptions { get; } =
        new CSharpParseOptions(LanguageVersion.CSharp13, DocumentationMode.None).WithFeatures([new("run-nullable-analysis", "never")]);

    /// <summary>A source file's name in a compilation.</summary>
    public static string PathOf(int index) => $"Source{index}.cs";

    /// <summary>An optimised library of the given source files, without what the generator writes.</summary>
    public static CSharpCompilation Create(params IEnumerable<string> sources) => CSharpCompilation.Create(
        $"Models{Interlocked.Increment(ref s_count)}",
        sources.Select((text, index) => Parse(text, PathOf(index))),
        [.. References, .. Gpus.References(sources)],
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, concurrentBuild: false, optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>One parsed source file.</summary>
    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    /// <summary>A driver of the generator; with <paramref name="track"/> it keeps what each step did.</summary>
    /// <param name="track">Whether to keep it.</param>
    /// <param name="properties">Properties of the project that the compiler sees, such as <c>PublishAot</c>.</param>
    /// <param name="texts">Additional files of the project, such as headers of weights.</param>
    public static GeneratorDriver Driver(
        bool track = false, IReadOnlyDictionary<string, string>? properties = null,
        IEnumerable<AdditionalText>? texts = null) => CSharpGeneratorDriver.Create(
        [new RecurrentModelGenerator().AsSourceGenerator()], texts, parseOptions: ParseOptions,
        optionsProvider: new BuildProperties(properties ?? new Dictionary<string, string>()),
        driverOptions: new(IncrementalGeneratorOutputKind.None, track));
}
