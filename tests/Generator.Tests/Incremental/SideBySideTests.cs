using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests.Incremental;

/// <summary>Models are read by several threads where the compiler uses several itself; what is emitted and reported is the same.</summary>
public class SideBySideTests
{
    private const string Cell =
        "using LstmGen;\n[Cell]\npublic static class Own\n{\n"
            + "    public static void Step([Gate] float a, ref float c, out float h) { c = 0.5f * c + 0.5f * a; h = c; }\n}\n";

    [Fact]
    public void Many_models_are_the_same_on_one_thread_and_on_several()
    {
        string[] sources = [Cell, .. Enumerable.Range(0, 60).Select(Model)];
        string[] one = Run(sources, concurrent: false);
        Assert.Contains(one, line => line.Contains("LSTMG", StringComparison.Ordinal));
        Assert.True(one.Length > 60);
        for (int i = 0; i < 5; i++)
            Assert.Equal(one, Run(sources, concurrent: true));
    }

    // The first and the last of six declare the same.
    private static string Model(int index)
    {
        int units = 8 + (index / 6 * 4);
        string layers = (index % 6) switch
        {
            0 => $"Features(3), Lstm({units}), Regression(1)",
            1 => $"Embedding(50, 8), Gru({units}, Layers = 2, Bidirectional = true), Classification(3)",
            2 => $"Features(3), Cell(typeof(Own), {units}), Regression(1)",
            3 => $"Features(0), Lstm({units}), Regression(1)",
            4 => $"Features(3), Cell(typeof(Own), {units}), Dropout(0.2f), Lstm(16), Regression(1)",
            _ => $"Features(3), Lstm({units}), Regression(1)",
        };
        return string.Create(CultureInfo.InvariantCulture, $"using LstmGen;\n[RecurrentModel, {layers}]\npublic partial class M{index};\n");
    }

    private static string[] Run(string[] sources, bool concurrent)
    {
        CSharpCompilation compilation = Compilations.Create(sources);
        compilation = compilation.WithOptions(compilation.Options.WithConcurrentBuild(concurrent));
        GeneratorRunResult result = Compilations.Driver().RunGenerators(compilation).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return
        [
            .. result.GeneratedSources.Select(file => $"{file.HintName}\n{file.SourceText}"),
            .. result.Diagnostics.Select(one => one.ToString()),
        ];
    }
}
