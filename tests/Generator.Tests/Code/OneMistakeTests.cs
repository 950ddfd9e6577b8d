namespace LstmGen.Generator.Tests.Code;

/// <summary>One mistake in a declaration and many uses of the model are one error.</summary>
public class OneMistakeTests
{
    private const string Uses = """

        class Uses
        {
            float[] All(float[] x)
            {
                var m = new M(3);
                m.Save("a");
                M.Load("a").Initialize(3);
                var ws = m.CreateWorkspace(true);
                m.Forward(ws);
                _ = m.Loss(ws) + m.Parameters.Count + m.Describe().Length + M.Description.Features + ws.Heads.Length;
                LstmGen.IRecurrentModel any = m;
                _ = any.Parameters;
                return m.Predict(x).ToArray();
            }
        }
        """;

    [Theory]
    [InlineData("LSTMG006", "[RecurrentModel, Features(2), Lstm(0), Regression(1)] partial class M;")]
    [InlineData("LSTMG002", "[RecurrentModel, Lstm(3), Regression(1)] partial class M;")]
    [InlineData("LSTMG004", "[RecurrentModel, Features(2), Lstm(3)] partial class M;")]
    [InlineData("LSTMG005", "[RecurrentModel, Lstm(3), Features(2), Regression(1)] partial class M;")]
    [InlineData("LSTMG012", "[RecurrentModel, Features(2), Lstm(3, Name = \"a\"), Lstm(3, Name = \"a\"), Regression(1)] partial class M;")]
    [InlineData("LSTMG013", "[RecurrentModel, Features(2), Lstm(3), LanguageModel] partial class M;")]
    [InlineData("LSTMG011", "[RecurrentModel, Features(2), Lstm(3, Layers = 65536), Regression(1)] partial class M;")]
    [InlineData("LSTMG014", "[RecurrentModel, Features(2), Lstm(60000), Regression(1)] partial class M;")]
    [InlineData("LSTMG009", "[RecurrentModel, Features(2), Lstm(3), Regression(1)] partial class M { int Passes; }")]
    [InlineData("LSTMG009",
        "[RecurrentModel, Features(2), Lstm(3), Regression(1)] partial class M { public void Save(string file, "
        + "ModelSaveOptions? how) { } }")]
    [InlineData("LSTMG010",
        "[RecurrentModel, Features(2), Lstm(3), Regression(1)] partial class M(string name) { public string Name => name; }")]
    [InlineData("LSTMG010", "[RecurrentModel, Features(2), Lstm(3), Regression(1)] partial record M;")]
    [InlineData("LSTMG018", "[RecurrentModel, Features(2), Lstm(3), Regression(1)] partial class M { public M(string name) { } }")]
    [InlineData("LSTMG025", "[Features(2), Lstm(3), Regression(1)] partial class M;")]
    public void One_mistake_and_its_uses_are_one_error(string id, string declaration)
    {
        string[] ids = Rules.Errors(out var compiler, "using LstmGen;\n" + declaration + Uses);
        Assert.True(ids is [var one] && one == id, string.Join("\n", ids.Concat(compiler.Select(d => d.ToString()))));
    }

    [Fact]
    public void A_mark_that_is_missing_on_a_source_is_one_error()
    {
        string[] ids = Rules.Errors(out _, """
            using LstmGen;
            [Features(2), Lstm(3), SequenceOutput] partial class Reader;
            [RecurrentModel, Source(typeof(Reader)), Features(2), Lstm(3), Regression(1)] partial class M;
            """);
        Assert.Equal(["LSTMG025"], ids);
    }

    [Fact]
    public void A_stream_of_a_model_that_has_none_is_one_error()
    {
        string[] ids = Rules.Errors(out var compiler, """
            using LstmGen;
            [RecurrentModel, Features(2), Lstm(3, Bidirectional = true), Regression(1)] partial class M;
            class Uses
            {
                void All(M m, float[] x)
                {
                    var stream = m.CreateStream();
                    stream.Step(x, x);
                    stream.State = stream.State;
                    stream.Reset();
                    _ = stream.Batch + stream.Heads.Length;
                }
            }
            """);
        Assert.Equal(["LSTMG021"], ids);
        Assert.Single(compiler);
    }

    [Theory]
    [InlineData("/// <summary>Mine.</summary>\n")]
    [InlineData("/// <summary>Mine.</summary>\n/// <remarks>Too.</remarks>\n")]
    public void The_users_summary_is_the_only_one(string documentation)
    {
        using CompiledModels models =
            ModelCompiler.Compile(
                $"using LstmGen;\n{documentation}[RecurrentModel, Features(2), Lstm(3), Regression(1)]\npublic partial class M;");
        string head = models.Text("M").Split("partial class")[0];
        Assert.DoesNotContain("<summary>", head, StringComparison.Ordinal);
        Assert.Equal(!documentation.Contains("<remarks>", StringComparison.Ordinal), head.Contains("<remarks>", StringComparison.Ordinal));
    }

    [Fact]
    public void Comments_of_a_reverse_direction_carry_its_own_equations()
    {
        const string Declared = "Features(2), Lstm(3, Bidirectional = true), Regression(1)]\npublic partial class M;";
        using CompiledModels both = ModelCompiler.Compile($"using LstmGen;\n[RecurrentModel, {Declared}");
        Assert.Contains("in a reverse direction t-1 reads t+1", both.Shared("LstmLayer"), StringComparison.Ordinal);
        using CompiledModels models = ModelCompiler.Compile($"using LstmGen;\n[RecurrentModel(Unroll = 2), {Declared}");
        string text = models.Shared("LstmLayer");
        int end = text.IndexOf(
            "void Forward<", text.IndexOf("through time, from the end to the start", StringComparison.Ordinal), StringComparison.Ordinal);
        string comments = text[text.LastIndexOf("<summary>", end, StringComparison.Ordinal)..end];
        Assert.Contains("h_{t+1} W_hh^T", comments, StringComparison.Ordinal);
        Assert.DoesNotContain("{t-1}", comments, StringComparison.Ordinal);
    }
}
