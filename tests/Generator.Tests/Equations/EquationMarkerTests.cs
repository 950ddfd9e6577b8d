using LstmGen.Generator.Tests.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests.Equations;

/// <summary>Classes that are marked as a cell and as a loss, or marked twice.</summary>
public class EquationMarkerTests
{
    private const string Both = """
        using LstmGen;
        using static LstmGen.Equations;
        [Cell, Loss] public static class Both
        {
            public static void Step([Gate] float a, out float h) => h = Tanh(a);
            public static float Of(float y, float target) => Square(y - target);
        }
        """;

    private const string Model = """
        using LstmGen;
        [RecurrentModel, Features(1), Cell(typeof(Both), 2), Regression(1, Equation = typeof(Both))] public partial class M;
        """;

    [Theory]
    [InlineData("[Cell] public static partial class C { public static void Step([Gate] float a, out float h) => h = a; }\n"
        + "[Cell] public static partial class C { }")]
    [InlineData("[Cell, Cell] public static class C { public static void Step([Gate] float a, out float h) => h = a; }")]
    public void A_cell_that_is_marked_twice_is_one(string cell) => Assert.Equal(1, Rules.HoldEach(
        $"using LstmGen;\n{cell}\n[RecurrentModel, Features(1), Cell(typeof(C), 2), Regression(1)] partial class M;"));

    [Fact]
    public void A_cell_that_is_marked_in_two_files_is_one() => Assert.Equal(2, Rules.HoldEach(
        "using LstmGen;\n[Cell] public static partial class C { public static void Step([Gate] float a, out float h) => h = a; }",
        "using LstmGen;\n[Cell] public static partial class C;\n"
        + "[RecurrentModel, Features(1), Cell(typeof(C), 2), Regression(1)] partial class M;"));

    [Fact]
    public void A_fault_of_a_cell_that_is_marked_twice_is_said_once() => Assert.Equal(
        ["LSTMG072"], Rules.Errors(out _, "using LstmGen;\n[Cell] public static partial class C;\n[Cell] public static partial class C;"));

    [Fact]
    public void A_cell_that_is_a_loss_too_is_both() => Assert.Equal(2, Rules.HoldEach(Both, Model));

    [Fact]
    public void A_cell_of_a_library_that_is_a_loss_too_is_both()
    {
        Compilations.Driver().RunGeneratorsAndUpdateCompilation(Compilations.Create(Both), out Compilation written, out _);
        CSharpCompilation program = Compilations.Create(Model)
            .AddReferences(MetadataReference.CreateFromImage(ModelCompiler.Emit((CSharpCompilation)written)));
        GeneratorDriverRunResult result = Compilations.Driver().RunGenerators(program).GetRunResult();
        Assert.Null(result.Results.Single().Exception);
        Assert.Empty(result.Diagnostics);
    }
}
