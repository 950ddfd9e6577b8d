using System.Globalization;
using LstmGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Bench.Generator;

/// <summary>A project of many models, one file each, as bench/build-cost.sh declares them, and a driver of the generator over it.</summary>
internal sealed class Project
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(
                path =>
                    Path.GetFileName(path) is var name
                        && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll"))
            .Append(typeof(RecurrentModelAttribute).Assembly.Location)
            .Append(typeof(IRecurrentModel).Assembly.Location)
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
    ];

    private GeneratorDriver _driver =
        CSharpGeneratorDriver.Create([new RecurrentModelGenerator().AsSourceGenerator()], parseOptions: Options);

    public Project(params IEnumerable<string> files) => Sources = CSharpCompilation.Create(
        "Models", files.Select((text, index) => Parse(text, index)), References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));

    /// <summary>What the user wrote.</summary>
    public CSharpCompilation Sources { get; private set; }

    /// <summary>The same with what was emitted, after <see cref="Run"/>.</summary>
    public Compilation All { get; private set; } = null!;

    /// <summary>What the last run gave.</summary>
    public GeneratorRunResult Result => _driver.GetRunResult().Results[0];

    /// <summary>Time of the last run in the generator itself, as the compiler counts it.</summary>
    public TimeSpan Elapsed => _driver.GetTimingInfo().GeneratorTimes[0].ElapsedTime;

    /// <summary>A declaration: a small LSTM, a bidirectional stack with an embedding, or a stack with labels at every step.</summary>
    public static string Model(int index, int units) => "using LstmGen;\n" + (index % 3) switch
    {
        0 => $"[RecurrentModel] [Features({(index % 7) + 1})] [Lstm({units})] [Regression(1)]",
        1 =>
            $"[RecurrentModel] [Embedding(1000, 32)] [Lstm({units}, Layers = 2, Bidirectional = true, Dropout = 0.3f)] [Classification(3)]",
        _ => $"[RecurrentModel] [Features(8)] [Lstm({units})] [Dropout(0.2f)] [Lstm(16)] [Classification(5, Pooling = Pooling.EveryStep)]",
    } + string.Create(CultureInfo.InvariantCulture, $"\npublic sealed partial class Model{index};\n");

    /// <summary>Has one file changed.</summary>
    public void Edit(int index, string text) => Sources = Sources.ReplaceSyntaxTree(Sources.SyntaxTrees[index], Parse(text, index));

    /// <summary>Runs the generator.</summary>
    public void Run()
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(Sources, out Compilation all, out _);
        All = all;
    }

    private static SyntaxTree Parse(string text, int index) =>
        CSharpSyntaxTree.ParseText(text, Options, string.Create(CultureInfo.InvariantCulture, $"File{index}.cs"));
}
