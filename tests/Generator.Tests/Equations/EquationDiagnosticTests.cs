using LstmGen.Generator.Tests.Diagnostics;

namespace LstmGen.Generator.Tests.Equations;

/// <summary>What cannot be a cell or loss is said once, where it stands in the method.</summary>
public class EquationDiagnosticTests
{
    private const string Model = " [RecurrentModel, Features(1), Cell(typeof(C), 2), Regression(1)] partial class M;";

    [Theory]
    [InlineData("[|for (int i = 0; i < 3; i++) { h = a; }|] h = a;", "A loop cannot be differentiated: write its turns out")]
    [InlineData("[|if (a > 0) h = a; else h = 0;|]", "'if' is not read: write 'condition ? a : b' in place of it")]
    [InlineData("h = [|a % 2|];", "'%' has no derivative: write the function without it")]
    [InlineData("h = (float)[|Math.Exp(a)|];",
        "A value of type double cannot be differentiated: compute in float: 0.5f in place of 0.5, MathF or Equations in place of Math")]
    [InlineData("h = [|(int)a|];",
        "A value of type int cannot be differentiated: compute in float: 0.5f in place of 0.5, MathF or Equations in place of Math")]
    [InlineData("h = [|Field|] * a;", "The field Field is no constant: make it const")]
    [InlineData("h = [|Property|] * a;", "The property Property is no constant: use a const field in place of it")]
    [InlineData("h = [|System.Random.Shared.NextSingle()|] * a;", "NextSingle is no static method: make it static")]
    [InlineData("h = [|float.Parse(\"1\")|] * a;",
        "float.Parse is compiled, and the generator cannot read it: call a function of Equations, or write the method in this project")]
    [InlineData("h = [|new[] { a }[0]|];",
        "'new[] { a }[0]' is not read: use local floats, + - * /, comparisons with '? :', and functions of Equations")]
    [InlineData("ref float [|r = ref a|]; r = 1; h = a;", "The local 'r' is a reference: make it a float of its own")]
    [InlineData("ref readonly float [|r = ref a|]; h = r;", "The local 'r' is a reference: make it a float of its own")]
    [InlineData("h = a < 100 ? a : [|throw new InvalidOperationException()|];", "'throw' is not read: give a value in every case")]
    [InlineData("h = [|MathF.Pow(a, 0.5f)|];",
        "MathF.Pow is read with a whole constant exponent from -32 to 32 only: use Equations.Pow for other exponents, whose base must be "
        + "above 0")]
    [InlineData("[|h = a; h++;|]", null)]
    public void A_statement_or_value_that_has_no_derivative(string body, string? message)
    {
        if (message is null)
            new MarkedSource(
                Source(
                    body.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)
                        .Replace("h++;", "[|h++|];", StringComparison.Ordinal)))
                .Expect("LSTMG070", "This statement is not read: assign to local floats and to the parameters that are 'ref' or 'out'");
        else
            new MarkedSource(Source(body)).Expect("LSTMG070", message);
    }

    [Fact]
    public void A_function_that_calls_itself() => new MarkedSource(
        "using LstmGen; [Cell] static class C { static float F(float x) => x > 1 ? [|F(x - 1)|] : x; public static void Step([Gate] "
        + "float a, out float h) => h = F(a); }" + Model)
        .Expect("LSTMG070", "F calls itself: write the calls out");

    [Fact]
    public void A_function_without_a_derivative() => new MarkedSource(
        "using LstmGen; [Cell] static class C { public static void Step([Gate] float a, out float h) => h = [|System.MathF.Sin(a)|]; }"
            + Model)
        .Expect(
            "LSTMG070", $"System.MathF.Sin of 1 argument has no derivative here: the functions are {Generator.Equations.Functions.List}");

    [Fact]
    public void A_function_of_other_arguments() => new MarkedSource(
        "using LstmGen; [Cell] static class C { public static void Step([Gate] float a, out float h) => h = [|System.MathF.Log(a, 2)|]; }"
            + Model)
        .Expect(
            "LSTMG070", $"System.MathF.Log of 2 arguments has no derivative here: the functions are {Generator.Equations.Functions.List}");

    [Theory]
    [InlineData("[Gate] float a, float [|b|], out float h",
        "The parameter 'b' has no role: mark it with [Gate], [Weight] or [Previous], or make it 'ref' (a state) or 'out' (the output)")]
    [InlineData("[Gate, Weight] float [|a|], out float h",
        "The parameter 'a' has several roles: mark it with [Gate], [Weight] or [Previous], or make it 'ref' (a state) or "
        + "'out' (the output)")]
    [InlineData("[Gate] double [|a|], out float h", "The parameter 'a' is of type double: make it float")]
    [InlineData("[Gate] float a, [Previous] float p, [Previous] float [|q|], out float h",
        "The parameter 'q' is the output of the step before, as 'p' is: remove one of them")]
    [InlineData("[Gate] float a, ref float [|h|], out float y",
        "The parameter 'h' has the name of the output, which is another parameter: give it another name, or make it the output")]
    [InlineData("[Gate(Of = \"Nothing\")] float [|a|], out float h",
        "The parameter 'a' reads 'Nothing', which is no static method of C that returns a float: write 'static float Nothing(...)'")]
    [InlineData("[Gate] float a, [Weight(double.NaN)] float [|w|], out float h",
        "The parameter 'w' starts at float.NaN: give a number that a float can hold")]
    [InlineData("[Gate] float a, [Weight(0, 1e300)] float [|w|], out float h",
        "The parameter 'w' starts at float.PositiveInfinity: give a number that a float can hold")]
    [InlineData("[Gate] float a, [Weight(2, 1)] float [|w|], out float h",
        "The parameter 'w' is drawn from 2 to 1: give the lower bound first")]
    [InlineData("[Gate] float a, [Weight] float [|hh|], out float h",
        "The parameter 'hh' has the name of one of the layer's own weights: give it another name")]
    public void A_parameter_without_a_role(string parameters, string message) => new MarkedSource(
        $"using LstmGen; [Cell] static class C {{ public static void "
        + $"Step({parameters}) {{ {(parameters.Contains("out float y", StringComparison.Ordinal) ? "y" : "h")} = 0; }} }}" + Model)
        .Expect("LSTMG071", message);

    [Theory]
    [InlineData("static class [|C|] { }", "'C' has no method Step: a cell needs a method 'public static void Step' with its equations")]
    [InlineData("static class C { public static float [|Step|]([Gate] float a) => a; }",
        "'C' returns a value in Step: make it void and write the output to an 'out float' parameter")]
    [InlineData("static class C { public static void [|Step|]([Gate] float a, ref float c) => c = a; }",
        "'C' has no output: add a parameter 'out float h', or a state 'ref float h'")]
    [InlineData("static class C { public static void [|Step|]([Gate(Reads = Reads.Hidden)] float a, out float h) => h = a; }",
        "'C' reads no input: add a parameter with [Gate]")]
    [InlineData("class C { public void [|Step|]([Gate] float a, out float h) => h = a; }",
        "'C' has a method Step that is not static: make it static")]
    public void A_class_without_equations(string declaration, string message) =>
        new MarkedSource("using LstmGen; [Cell] " + declaration + Model).Expect("LSTMG072", message);

    [Theory]
    [InlineData("[Loss] static class L { public static float [|Of|](float y) => y; }",
        "'L' has no parameter 'target' in Of: write 'static float Of(float output, float target)'")]
    [InlineData("[Loss] static class [|L|] { }",
        "'L' has no method Of: a loss needs a method 'public static float Of(float output, float target)'")]
    public void A_class_without_a_loss(string declaration, string message) => new MarkedSource(
        "using LstmGen; " + declaration
            + " [RecurrentModel, Features(1), Lstm(2), Regression(1, Equation = typeof(L))] partial class M;").Expect("LSTMG072", message);

    [Theory]
    [InlineData("[|Cell(typeof(C), 2)|]", "Regression(1)", "Cell: 'C' is no cell: mark it with [Cell]")]
    [InlineData("[|Cell|]", "Regression(1)",
        "Cell: names no cell: write [Cell(typeof(YourCell), hidden)]; [Cell] alone stands on a static class with the equations")]
    [InlineData("Lstm(2)", "[|Regression(1, Equation = typeof(C))|]", "Regression: 'C' is no loss: mark it with [Loss]")]
    [InlineData("Lstm(2)", "[|Regression(1, Equation = typeof(C[]))|]",
        "Regression: 'C[]' is no loss: name a static class that is marked with [Loss]")]
    public void A_model_that_names_something_else(string layer, string head, string message) =>
        new MarkedSource($"using LstmGen; static class C {{ }} [RecurrentModel, Features(1), {layer}, {head}] partial class M;").Expect(
            "LSTMG073", message);

    [Fact]
    public void A_value_of_several_methods() => new MarkedSource(
        "using LstmGen; [Cell] static class C { static float R(float a) => a; static float R(float a, float b) => a * b; "
        + "public static void Step([Gate] float a, [Gate(Of = \"R\")] float [|b|], out float h) => h = a * b; }" + Model)
        .Expect("LSTMG071", "The parameter 'b' reads 'R', of which C has 2 methods: keep one of them");

    private static string Source(string body) => $$"""
        using System; using LstmGen;
        [Cell]
        static class C
        {
            static float Field = 1; static float Property => Field;
            public static void Step([Gate] float a, out float h) { {{body}} }
        }
        """ + Model;
}
