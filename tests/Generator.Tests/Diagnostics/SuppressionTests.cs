using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests.Diagnostics;

/// <summary>Warnings are switched off where they stand, as those of the compiler are.</summary>
public class SuppressionTests
{
    private const string Model = "[RecurrentModel, Features(1), Lstm(9), Regression(1)] public partial class M;";

    private const string Mark =
        "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"LstmGen\", \"LSTMG022\", Justification = \"weights from elsewhere\")] ";

    [Theory]
    [InlineData("", 1)]
    [InlineData("#pragma warning disable LSTMG022\n", 0)]
    [InlineData("#pragma warning disable LSTMG023\n", 1)]
    [InlineData(Mark, 0)]
    public void A_warning_is_switched_off_where_it_stands(string before, int shown) =>
        Assert.Equal(shown, Shown($"using LstmGen;\n{before}{Model}").Length);

    [Fact]
    public void A_warning_is_that_of_the_file_at_hand()
    {
        CSharpCompilation compilation = Compilations.Create($"using LstmGen;\n{Model}", "class Other;");
        GeneratorDriver driver = Compilations.Driver().RunGenerators(compilation);
        Assert.Equal(1, Line(driver, compilation));
        compilation = compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[1], Compilations.Parse("class Another;", Compilations.PathOf(1)));
        driver = driver.RunGenerators(compilation);
        Assert.Equal(1, Line(driver, compilation));
        compilation = compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[0], Compilations.Parse($"using LstmGen;\n\n{Model}", Compilations.PathOf(0)));
        driver = driver.RunGenerators(compilation);
        Assert.Equal(2, Line(driver, compilation));
    }

    private static int Line(GeneratorDriver driver, CSharpCompilation compilation)
    {
        Diagnostic found = Assert.Single(driver.GetRunResult().Diagnostics);
        Assert.Same(compilation.SyntaxTrees[0], found.Location.SourceTree);
        return found.Location.GetLineSpan().StartLinePosition.Line;
    }

    private static Diagnostic[] Shown(string source)
    {
        Compilations.Driver().RunGeneratorsAndUpdateCompilation(Compilations.Create(source), out _, out var found);
        return [.. found.Where(one => !one.IsSuppressed)];
    }
}
