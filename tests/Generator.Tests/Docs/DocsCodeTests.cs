using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests.Docs;

/// <summary>
/// Every block of C# in the readme, the packages' readme and the pages of docs is compiled; where a page can run, it is run and does what
/// it says. What the guide reads was written by PyTorch: a file that the model itself had saved hid that the guide's example translated
/// names the wrong way round.
/// </summary>
public sealed class DocsCodeTests
{
    private const string Forecaster = """
        [RecurrentModel, Features(1), Lstm(4), Regression(1)]
        public partial class Forecaster;
        """;

    private static string ModuleFile => Path.Combine(DocsFolder.Root, "tests", "Generator.Tests", "Docs", "Files", "module.safetensors");

    [Fact]
    public void The_guide_does_what_it_says()
    {
        string said = string.Join("\n", new DocsProgram("docs/guide.md").Run("", "", ModuleFile));
        Assert.InRange(Number(said, "test error (.*)"), 0, 0.1); // of a standard deviation: the sine is learnt
        Assert.InRange(Number(said, "next hour: (.*) degrees"), 6, 6.7); // hour 1000: 15 + 10 sin(2 pi 1000 / 24) = 6.34
        Assert.Contains("forecasts: 126\n", said, StringComparison.Ordinal); // 150 rows in windows of 24
        Assert.InRange(Number(said, "in 1 h: hour (.*),"), 11, 13); // behind hour 299, which is the 11th of its day
        Assert.InRange(Number(said, "in 3 h: hour (.*),"), 13, 15);
        Assert.InRange(Number(said, "in 1 h: .*, (.*) degrees"), 13, 17); // 15 + 10 sin(2 pi 300 / 24) = 15
        Assert.Contains("columns of the file: temperature\n", said, StringComparison.Ordinal);
        Assert.Contains("right: 4 of 4, 0 of 1 taken for 0", said, StringComparison.Ordinal);
        Assert.Contains("joy: 0.1\n", said, StringComparison.Ordinal); // from the file, and frozen
        Assert.InRange(Number(said, "kind 0 with (.*) %"), 50, 100);
        Assert.InRange(Number(said, "height (.*)"), 1.5, 2.5);
        Assert.InRange(Number(said, "ended after (.*) epochs by Callback"), 1, 49);
        Assert.Matches("5 epochs, from .*run.safetensors\n", said);
        Assert.InRange(Number(said, "sold, error (.*)"), 0, 0.1); // the effect of a day lies between -0.8 and 1.4
        Assert.Contains("a stream gives what the sequence gives: True", said, StringComparison.Ordinal);
        Assert.InRange(Number(said, "good with (.*) %"), 50, 100);
        Assert.Contains("3141 backwards: 1413", said, StringComparison.Ordinal);
        Assert.Contains("kept 0.5, shown 0.4621", said, StringComparison.Ordinal);
        Assert.InRange(Number(said, "bounded cell: loss .* to (.*)") / Number(said, "bounded cell: loss (.*) to"), 0, 0.5);
        Assert.Contains("gradients: right", said, StringComparison.Ordinal);
        Assert.Matches("boundedjanet.weight_ih_l0 .*: relative error ", said);
        Assert.Contains("head.bias: 1 values from ", said, StringComparison.Ordinal);
        Assert.Contains("values of a distribution: 2", said, StringComparison.Ordinal);
        Assert.Contains("heard 3 1 4", said, StringComparison.Ordinal);
        Assert.Contains("in the beam 3 1 4", said, StringComparison.Ordinal);
        Assert.InRange(Number(said, "searched 6, best (.*) with rate "), 0, 0.2);
        Assert.Contains("the ids of 'the end': 257 32 101 110 100, of 259", said, StringComparison.Ordinal);
        Assert.Contains("and back: the end", said, StringComparison.Ordinal);
        Assert.InRange(Number(said, "from a file: validation loss (.*)"), 0, 0.05);
        Assert.Equal(0.063181, Number(said, "as the module: (.*)"), 1e-5); // as PyTorch computes it, see make.py
    }

    [Fact]
    public void The_readme_does_what_it_says()
    {
        const string Given = """
            int[][] sentences = { new[] { 1, 2, 3 }, new[] { 4, 5 }, new[] { 1, 3 } };
            SequenceSet train = SequenceSet.FromTokens(sentences).WithClasses(new[] { 0, 1, 0 });
            SequenceSet dev = train.Take(..2);
            SequenceSet windows = SequenceSet.FromFeatures(new[] { new[] { 1f, 2f }, new[] { 2f } }, 1).WithValues(new[] { 3f, 4f });
            int[] tokens = { 1, 2 }, prompt = { 3, 4 };
            float[] sample = { 0.5f }, output = new float[1];
            string[] vocabulary = Enumerable.Range(0, 1000).Select(i => $"<{i}>").ToArray();
            List<string> words = new(vocabulary);
            """;
        DocsProgram readme = new("README.md");
        string said = string.Join("", readme.Run(Given));
        Assert.Equal(200, Regex.Count(said, "<[0-9]+>"));
        Assert.Equal(10, readme.Blocks); // none in another form that this test does not see
    }

    [Fact]
    public void The_page_on_gpus_does_what_it_says()
    {
        DocsProgram page = new("docs/gpu.md")
        {
            Then = """
                float trained = y[0];
                Console.WriteLine(y.Length);
                Console.WriteLine(MathF.Abs(Forecast.Load("forecast.safetensors").Predict(x)[0] - trained) < 1e-5f);
                Console.WriteLine(MathF.Abs(new Forecast(seed: 1).Predict(x)[0] - trained) > 1e-5f);
                """,
        };
        List<string> said = page.Run(
            """
            LstmGen.SequenceSet train =
                LstmGen.SequenceSet.FromFeatures(new[] { new float[16], new float[8] }, 8).WithValues(new[] { 1f, 2f });
            float[] x = new float[24];
            """);
        Assert.Equal(["1", "True", "True"], said.Take(3)); // the file has the weights that the device trained
    }

    [Fact]
    public void The_packages_readme_does_what_it_says()
    {
        DocsProgram page = new("src/PACKAGE.md")
        {
            Then = """
                float trained = next[0];
                Console.WriteLine(next.Length);
                Console.WriteLine(Forecaster.Load("forecaster.safetensors").Predict(window)[0] == trained);
                Console.WriteLine(new Forecaster(seed: 42).Predict(window)[0] != trained);
                """,
        };
        List<string> said = page.Run(
            """
            LstmGen.SequenceSet train = LstmGen.SequenceSet.FromFeatures(new[] { new[] { 1f, 2f }, new[] { 2f } }, 1)
                .WithValues(new[] { 3f, 4f });
            float[] window = { 1f, 2f };
            """);
        Assert.Equal(["1", "True", "True"], said.Take(3));
    }

    [Fact]
    public void The_page_on_other_frameworks_does_what_it_says()
    {
        string files = Path.Combine(DocsFolder.Root, "tests", "Interchange.Tests", "Files");
        string Expected(string name, string values) =>
            Regex.Match(File.ReadAllText(Path.Combine(files, name)), $"\"{values}\": \\[([^\\]]*)").Groups[1].Value;
        string given = $$"""
            float[] steps = { {{Expected("tagger.expected", "x").Replace(",", "f,", StringComparison.Ordinal)}}f };
            int[] tokens = { {{Expected("keras-words.expected", "x")}} };
            """;
        string said =
            string.Join(
                "\n",
                new DocsProgram("docs/from-other-frameworks.md").Run(
                    given, "", Path.Combine(files, "tagger.pt"), Path.Combine(files, "keras3-words.keras")));
        double tagger = double.Parse(Expected("tagger.expected", "y").Split(',')[0], CultureInfo.InvariantCulture);
        double opinion = double.Parse(Expected("keras-words.expected", "y"), CultureInfo.InvariantCulture);
        Assert.Equal(tagger, Number(said, "tagger: (.*)"), 2e-6);
        Assert.Equal(tagger, Number(said, "again: (.*)"), 2e-6);
        Assert.Equal(opinion, Number(said, "opinion: (.*)"), 2e-6);
        Assert.Contains("loaded    rnn.weight_ih_l0 [16, 3]", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_on_several_machines_does_what_it_says()
    {
        DocsProgram page = new("docs/distributed.md");
        page.Run("""
            LstmGen.SequenceSet train = LstmGen.SequenceSet.FromFeatures(
                Enumerable.Range(0, 256).Select(i => new[] { 0.1f * i, 0.2f }).ToArray(), 1)
                .WithValues(Enumerable.Range(0, 256).Select(i => 0.1f * i).ToArray());
            var model = new Forecaster(seed: 1);
            """, Forecaster);
        Assert.Equal(4, page.Blocks);
    }

    [Fact]
    public void The_page_on_services_compiles()
    {
        DocsProgram page = new("docs/aspnetcore.md");
        page.Compile(
            """
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.Http;
            using Microsoft.Extensions.DependencyInjection;
            """, Forecaster, "string[] args = [];");
        Assert.Equal(1, page.Blocks);
    }

    [Fact]
    public void The_page_on_files_compiles()
    {
        DocsProgram page = new("docs/interchange.md");
        page.Compile(
            "using LstmGen.Interchange;", $$"""
            {{Forecaster}}
            namespace My
            {
                [RecurrentModel, Features(1), Lstm(16), Regression(1)]
                public partial class Sentiment;
            }
            """, "var model = new Forecaster(seed: 1);", new HeaderText("My.Sentiment", "sentiment.safetensors", HeaderText.Of16Units));
        Assert.Equal(3, page.Blocks);
    }

    // Pages whose code is an example of one thing are compiled by DiagnosticPagesTests.
    [Fact]
    public void No_page_has_code_that_nothing_compiles()
    {
        string tests = File.ReadAllText(Path.Combine(DocsFolder.Root, "tests", "Generator.Tests", "Docs", "DocsCodeTests.cs"));
        string[] pages = [.. Directory.GetFiles(DocsFolder.Path, "*.md")
            .Where(page => File.ReadAllText(page).Contains("```csharp", StringComparison.Ordinal)).Select(page => Path.GetFileName(page))];
        Assert.True(pages.Length >= 6, string.Join(", ", pages));
        Assert.All(pages, page => Assert.Matches($"new(?: DocsProgram)?\\(\"docs/{page}\"\\)", tests));
    }

    // The readme showed the equations of a stream's step, which Forward does not run.
    [Fact]
    public void The_emitted_code_that_the_readme_shows_is_what_forward_runs()
    {
        string excerpt = Assert.Single(new DocsProgram("README.md").Excerpts);
        string[] emitted = Emitted("[RecurrentModel, Features(1), Lstm(100), Regression(1)] public partial class Forecast;");
        int cell = Array.FindIndex(emitted, line => line.Contains("static void Cell<V>(", StringComparison.Ordinal));
        int forward = Array.FindIndex(emitted, line => line.Contains("void Forward<V>(", StringComparison.Ordinal));
        int end = Array.FindIndex(emitted, forward, line => line == "    }");
        Assert.Contains(
            emitted[forward..end],
            line => line.Contains(".Cell<V>(panel, panelEnd, rows, size.Units, gate, hNext, cPrevious, cNext);", StringComparison.Ordinal));

        // From its comment on, line by line, where "..." leaves some out.
        int at = Array.FindLastIndex(emitted, cell, line => line.Contains("<summary>", StringComparison.Ordinal));
        bool gap = false;
        foreach (string line in excerpt.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line == "...")
            {
                gap = true;
                continue;
            }

            int found = Array.FindIndex(emitted, at, emitted.Length - at, one => one.Trim() == line);
            Assert.True(
                found >= 0 && (gap || found == at), $"README.md shows a line that is not there next: {line}\nthere: {emitted[at].Trim()}");
            (at, gap) = (found + 1, false);
        }
    }

    private static string[] Emitted(string declaration)
    {
        GeneratorDriver driver = Compilations.Driver().RunGenerators(Compilations.Create($"using LstmGen;\n{declaration}"));
        IEnumerable<string> files = new[] { "LstmGen.Emitted.LstmLayer_", "LstmGen.Emitted.LstmCell_" }.Select(name =>
            driver.GetRunResult().GeneratedTrees.Single(
                tree => Path.GetFileName(tree.FilePath).StartsWith(name, StringComparison.Ordinal)).ToString());
        return [.. string.Join("\n", files).Split('\n').Select(line => line.TrimEnd())];
    }

    private static double Number(string said, string pattern) =>
        double.Parse(Regex.Match(said, pattern).Groups[1].Value, CultureInfo.InvariantCulture);
}
