namespace LstmGen.Generator.Tests.Code;

/// <summary>Names of cell classes, which name layers, parameters and emitted classes.</summary>
public class CellClassNameTests
{
    private static string Cell(string name) =>
        $"[Cell] public static class {name} {{ public static void Step([Gate] float a, ref float h) => h = 0.5f * (a + h); }}\n";

    [Fact]
    public void Layers_whose_kind_and_number_read_alike_are_told_apart() => Assert.Empty(Rules.Errors(
        out _,
        $"using LstmGen;\n{Cell("Gru1")}"
            + "[RecurrentModel, Features(1), Cell(typeof(Gru1), 8), Gru(8, Layers = 11), Regression(1)] partial class M;\n"
            + "[RecurrentModel, Features(1), Gru(8, Layers = 11), Cell(typeof(Gru1), 8), Regression(1)] partial class N;"));

    [Fact]
    public void A_cell_called_as_the_columns_of_the_input() => Assert.Empty(Rules.Errors(
        out _,
        $"using LstmGen;\n{Cell("Columns")}[RecurrentModel, Features(2), Embedding(5, 2, Column = 0), "
            + "Cell(typeof(Columns), 8), Regression(1)] partial class M;"));

    [Theory]
    [InlineData("_2Pole")]
    [InlineData("_")]
    [InlineData("__1")]
    [InlineData("_Pole")]
    public void A_cell_whose_name_begins_with_no_letter(string name) => Assert.Empty(Rules.Errors(
        out _,
        $"using LstmGen;\n{Cell(name)}[RecurrentModel, Features(1), Cell(typeof({name}), 8), Cell(typeof({name}), 3), Regression(1)] "
            + "partial class M;"));

    [Fact]
    public void Cells_whose_names_differ_in_case_only() => Assert.Empty(Rules.Errors(
        out _,
        "using LstmGen;\n" + string.Concat(new[] { "Foo", "foo", "fOO" }.Select(name =>
            $"namespace Of{name} {{ {Cell(name)}"
                + $"[RecurrentModel, Features(1), Cell(typeof({name}), 8), Regression(1)] partial class M; }}\n"))));

    [Theory]
    [InlineData("gen")]
    [InlineData("cells")]
    [InlineData("sys")]
    public void An_alias_of_all_files_that_emitted_files_declare_is_a_diagnostic(string alias) => Assert.Equal(
        ["LSTMG019"],
        Rules.Errors(
            out _, $"global using {alias} = System.Text;\nusing LstmGen;\n[RecurrentModel, Features(1), Lstm(8), Regression(1)] "
                + "partial class M { int F() => Parameters.Count; }"));

    [Theory]
    [InlineData("ilgpu")]
    [InlineData("text")]
    public void Another_alias_of_all_files_is_the_users(string alias) => Assert.Empty(
        Rules.Errors(
            out _, $"global using {alias} = System.Text;\nusing LstmGen;\n[RecurrentModel, Features(1), Lstm(8), Regression(1)] "
                + "partial class M;"));
}
