using LstmGen.Generator.Emitting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests.Code;

/// <summary>
/// Names that users give: no declaration makes the generator throw, and none yields code that does not compile without a diagnostic. Tried
/// with every emitted name in turn, and with names drawn at random.
/// </summary>
/// <remarks><c>LSTMGEN_RANDOM_CASES</c> sets how many models have names that are drawn.</remarks>
public class NameFuzzTests
{
    private const string Vocabulary = """
        var record dynamic required file scoped field nint notnull unmanaged when where yield await async partial nameof global value get set init
        rows resize span continues time batch heads training workspace prediction stream parameters description weights views packed model state
        _ __ _1 a.b a A aB ab a_b A_b B é ñandú Math Span Kernels LstmGen System Lstm0 Lstm0H lstm head Head HEAD embedding dense predict load fit
        outputs sequences lengths headOutputs x1 class event toString equals getType finalize
        """;

    private static readonly string[] Words = [.. Vocabulary.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    private const int MembersPerModel = 12, HeadsPerModel = 8, LayersPerModel = 3, DefaultDrawn = 75;

    private const string Declaration =
        "RecurrentModel, Embedding(5, 2), Lstm(3, Layers = 2), Dense(2), Tagging(3, Crf = true), Classification(2, Name = \"mood\", "
        + "Pooling = Pooling.Attention)";

    private static int Drawn =>
        int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_RANDOM_CASES"), out int wish) ? wish : DefaultDrawn;

    private static readonly Lazy<string[]> EmittedNames = new(() => [.. Compilations.Driver()
        .RunGenerators(Compilations.Create($"using LstmGen;\n[{Declaration}] public partial class M;")).GetRunResult().GeneratedTrees
        .SelectMany(tree => EmittedMembers.Of(tree.ToString(), 0)).Where(member => member.Name != EmittedMember.Constructor)
        .Select(member => member.Name).Distinct()]);

    [Fact]
    public void Every_emitted_name_as_a_member_of_the_users()
    {
        string[] names = Emitted();
        Assert.Contains("_packed", names);
        Assert.Contains("HeadForward", names);
        // Kinds of members in turn, many names in one compilation.
        string[] kinds = ["public int {0};", "public int {0} => 1;", "public void {0}(decimal own) {{ }}", "public class {0} {{ }}",
            "public event System.Action {0};"];
        string Member(int n) => string.Format(System.Globalization.CultureInfo.InvariantCulture, kinds[n % kinds.Length], names[n]);
        string Class(int number, IEnumerable<string> members) =>
            $"using LstmGen;\nnamespace N{number};\n[{Declaration}] public partial class M {{ {string.Join(' ', members)} }}";

        // Members that the generator takes one by one stand together: one that would not compile alone does not compile there.
        int[] taken = Rules.Taken([.. names.Select((_, n) => Class(n, [Member(n)]))]);
        Assert.NotEmpty(taken);
        string[] together = [.. taken.Chunk(MembersPerModel).Select((some, number) => Class(number, some.Select(Member)))];
        Assert.Equal(together.Length, Rules.HoldEach(together));
    }

    [Fact]
    public void Every_emitted_name_as_a_head()
    {
        string[] names = [.. Emitted().Concat(Words)];
        string Class(int number, IEnumerable<string> heads) =>
            $"using LstmGen;\nnamespace N{number};\n[RecurrentModel, Features(2), Lstm(3), "
            + $"{string.Join(", ", heads.Select(name => $"Regression(1, Name = \"{name}\")"))}] public partial class M;";

        // As with members: names that are taken one by one stand together, unless two of them mean the same, and then each alone.
        int[] taken = Rules.Taken([.. names.Select((name, n) => Class(n, [name]))]);
        Assert.NotEmpty(taken);
        string[][] groups = [.. taken.Select(n => names[n]).Chunk(HeadsPerModel)];
        HashSet<int> good = [.. Rules.Taken([.. groups.Select((group, number) => Class(number, group))])];
        string[][] models =
            [.. groups.SelectMany((group, number) => good.Contains(number) ? [group] : group.Select(name => new[] { name }))];
        string[] sources = [.. models.Select((group, number) => Class(number, group))];
        Assert.Equal(sources.Length, Rules.HoldEach(sources));
    }

    [Fact]
    public void Every_emitted_name_as_a_layer()
    {
        string[] names = [.. Emitted().Concat(Words)];
        string Class(int number, string[] layers)
        {
            string Named(int layer) => layer < layers.Length ? $", Name = \"{layers[layer]}\"" : "";
            return $"using LstmGen;\nnamespace N{number};\n[RecurrentModel, Embedding(5, 2{Named(0)}), Gru(3{Named(1)}), "
                + $"Dense(2{Named(2)}), Tagging(2)] public partial class M;";
        }

        // As with heads.
        int[] taken = Rules.Taken([.. names.Select((name, n) => Class(n, [name]))]);
        Assert.NotEmpty(taken);
        string[][] groups = [.. taken.Select(n => names[n]).Chunk(LayersPerModel)];
        HashSet<int> good = [.. Rules.Taken([.. groups.Select((group, number) => Class(number, group))])];
        string[][] models =
            [.. groups.SelectMany((group, number) => good.Contains(number) ? [group] : group.Select(name => new[] { name }))];
        string[] sources = [.. models.Select((group, number) => Class(number, group))];
        Assert.Equal(sources.Length, Rules.HoldEach(sources));
    }

    [Fact]
    public void No_name_is_a_layers_and_a_heads() => Assert.Empty(Rules.Taken([.. Emitted().Concat(Words).Select((name, i) =>
        $"using LstmGen;\nnamespace N{i};\n[RecurrentModel, Embedding(5, 2, Name = \"{name}\"), Gru(3), Tagging(2), "
        + $"Regression(1, Name = \"{name}\")] public partial class M;")]));

    [Fact]
    public void Every_emitted_name_and_word_as_a_class() => Rules.HoldEach([
        .. Emitted().Concat(Words).Where(SyntaxFacts.IsValidIdentifier).Distinct().Select(
            (name, i) =>
                $"using LstmGen;\nnamespace N{i};\n[RecurrentModel, Features(2), Lstm(3), Regression(1)] public partial class @{name};"),
    ]);

    [Fact]
    public void Names_drawn_at_random()
    {
        var random = new Random(11);
        string Word() => Words[random.Next(Words.Length)] + (random.Next(3) == 0 ? "_" + Words[random.Next(Words.Length)] : "");
        string Name() => random.Next(3) == 0 ? "" : $", Name = \"{Word()}\"";
        Rules.HoldEach([.. Enumerable.Range(0, Drawn).Select(i =>
            $"using LstmGen;\nnamespace N{i};\n[RecurrentModel, Features(2), Lstm(3{Name()}), Dense(2{Name()}), Regression(1{Name()}), "
            + $"Classification(2{Name()}), Tagging(2{Name()})] public partial class M;")]);
    }

    [Fact]
    public void Models_whose_names_differ_in_case_only_have_files_of_their_own()
    {
        const string Good = "[RecurrentModel, Features(2), Lstm(3), Regression(1)]";
        Assert.Empty(
            Rules.Errors(
                out _,
                $"using LstmGen;\n{Good} public partial class Mood {{ {Good} public partial class Model; }}\n"
                + $"{Good} public partial class mood;\n[RecurrentModel, Features(2), Lstm(3), Regression(1, Name = \"moodA\"), "
                + "Regression(1, Name = \"mooda\")] public partial class Two;"));
    }

    [Theory]
    [InlineData("span")]
    [InlineData("sequences")]
    [InlineData("steps")]
    [InlineData("toString")]
    [InlineData("resize")]
    [InlineData("continues")]
    public void A_name_that_can_be_given_is(string name) => Assert.Empty(Rules.Errors(
        out _,
        $"using LstmGen;\n[RecurrentModel, Features(2), Lstm(3), Regression(1, Name = \"{name}\"), Regression(1)] "
        + "public partial class M;"));

    [Theory]
    [InlineData("Regression(1, Name = \"rows\")")]
    [InlineData("Regression(1, Name = \"run\")")]
    [InlineData("Regression(1, Name = \"packed\")")]
    [InlineData("Regression(1, Name = \"advance\")")]
    [InlineData("Regression(1, Name = \"runForward\")")]
    [InlineData("Regression(1, Name = \"runLosses\")")]
    [InlineData("Regression(1, Name = \"stepRow\")")]
    [InlineData("Regression(1, Name = \"workspace\")")]
    [InlineData("Regression(1, Name = \"mood\"), Regression(1, Name = \"Mood\")")]
    [InlineData("Regression(1, Name = \"m_ood\"), Regression(1, Name = \"mOod\")")]
    public void A_name_that_cannot_be_given_is_one_diagnostic(string heads) => Assert.Equal(
        ["LSTMG017"], Rules.Errors(out _, $"using LstmGen;\n[RecurrentModel, Features(2), Lstm(3), {heads}] public partial class M;"));

    private static string[] Emitted() => EmittedNames.Value;
}
