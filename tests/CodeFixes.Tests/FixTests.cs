using Xunit;

namespace LstmGen.CodeFixes.Tests;

public class FixTests
{
    [Fact]
    public async Task A_class_and_those_around_it_become_partial()
    {
        const string Source = """
            using LstmGen;

            public class Models
            {
                /// <summary>Next value.</summary>
                [RecurrentModel]
                [Features(1)]
                [Lstm(8)]
                [Regression(1)]
                class Next; // keep
            }
            """;
        string repaired = await FixRun.Apply(new AddPartialFix(), Source);
        Assert.Equal(
            Source.Replace("public class Models", "public partial class Models").Replace("    class Next;", "    partial class Next;"),
            repaired);
        Assert.Empty(FixRun.Ids(repaired));
    }

    [Theory]
    [InlineData(0, "[Regression(1)]")]
    [InlineData(1, "[Classification(2)]")]
    public async Task A_model_without_head_is_ended_by_one(int offer, string head)
    {
        const string Source = """
            using LstmGen;

            [RecurrentModel]
            [Features(1)]
            [Lstm(8)] // the body
            public partial class Next;
            """;
        string repaired = await FixRun.Apply(new AddHeadFix(), Source, offer);
        Assert.Equal(Source.Replace("// the body\n", $"// the body\n{head}\n"), repaired);
        Assert.Empty(FixRun.Ids(repaired));
        Assert.Equal(["Add [Regression(1)]", "Add [Classification(2)]"], await FixRun.Titles(new AddHeadFix(), Source));
    }

    [Fact]
    public async Task A_model_on_one_line_gets_its_head_too()
    {
        string repaired = await FixRun.Apply(
            new AddHeadFix(), "[LstmGen.RecurrentModel][LstmGen.Features(1)] /* short */ public partial class Next;");
        Assert.Equal(
            "[LstmGen.RecurrentModel][LstmGen.Features(1)] /* short */\n[LstmGen.Regression(1)]\npublic partial class Next;", repaired);
        Assert.Empty(FixRun.Ids(repaired));
    }

    [Theory]
    [InlineData("global::LstmGen.")]
    [InlineData("L::")]
    public async Task What_is_added_is_named_as_the_model_is(string qualifier)
    {
        string source = $$"""
            using L = LstmGen;

            [{{qualifier}}RecurrentModel]
            [{{qualifier}}Lstm(8)]
            [{{qualifier}}Regression(1)]
            public partial class Next;
            """;
        string repaired = await FixRun.Apply(new AddInputFix(), source);
        Assert.Equal(source.Replace($"[{qualifier}Lstm", $"[{qualifier}Features(1)]\n[{qualifier}Lstm"), repaired);
        Assert.Empty(FixRun.Ids(repaired));
    }

    [Theory]
    [InlineData("")]
    [InlineData("LstmGen.")]
    [InlineData("global::LstmGen.")]
    [InlineData("L::")]
    public async Task A_model_gets_the_mark_that_was_missing(string qualifier)
    {
        string source = $$"""
            using LstmGen;
            using L = LstmGen;

            namespace Mine
            {
                // About the model.
                [System.Obsolete]
                [{{qualifier}}Features(1)]
                [{{qualifier}}Lstm(8)]
                [{{qualifier}}Regression(1)]
                public partial class Next;
            }
            """;
        Assert.Equal(["LSTMG025"], FixRun.Ids(source));
        string repaired = await FixRun.Apply(new AddMarkFix(), source);
        Assert.Equal(source.Replace("    [System", $"    [{qualifier}RecurrentModel]\n    [System"), repaired);
        Assert.Empty(FixRun.Ids(repaired));
    }

    [Fact]
    public async Task An_input_is_put_before_the_first_layer()
    {
        const string Source = """
            using LstmGen;

            namespace Mine
            {
                // About the model.
                [RecurrentModel]
                [Lstm(8)]
                [Regression(1)]
                public partial class Next;
            }
            """;
        string repaired = await FixRun.Apply(new AddInputFix(), Source);
        Assert.Equal(Source.Replace("    [Lstm(8)]", "    [Features(1)]\n    [Lstm(8)]"), repaired);
        Assert.Empty(FixRun.Ids(repaired));
    }

    [Fact]
    public async Task Comments_inside_brackets_stay_with_their_attribute()
    {
        const string Source = """
            using LstmGen;

            [/* the head */ Regression(1), // what comes out
             RecurrentModel, Features(1), // one
             /* two */ Lstm(8) /* three */] // last
            public partial class Next;
            """;
        const string Expected = """
            using LstmGen;

            [RecurrentModel]
            // one
            [Features(1)]
            /* two */
            /* three */
            [Lstm(8)] // last
            /* the head */
            // what comes out
            [Regression(1)]
            public partial class Next;
            """;
        string repaired = await FixRun.Apply(new ReorderFix(), Source);
        Assert.Equal(Expected, repaired);
        Assert.Empty(FixRun.Ids(repaired));
    }

    [Fact]
    public async Task Attributes_are_ordered_and_keep_their_comments()
    {
        const string Source = """
            using LstmGen;

            /// <summary>Next value.</summary>
            [Regression(1)] // what comes out
            [RecurrentModel]
            // two of them
            [Lstm(8), Dropout(0.1f)]
            [Features(1)]
            [Dense(4)]
            public partial class Next;
            """;
        const string Expected = """
            using LstmGen;

            /// <summary>Next value.</summary>
            [RecurrentModel]
            [Features(1)]
            // two of them
            [Lstm(8)]
            [Dropout(0.1f)]
            [Dense(4)]
            [Regression(1)] // what comes out
            public partial class Next;
            """;
        Assert.Contains("LSTMG005", FixRun.Ids(Source));
        string repaired = await FixRun.Apply(new ReorderFix(), Source);
        Assert.Equal(Expected, repaired);
        Assert.Empty(FixRun.Ids(repaired));
    }
}
