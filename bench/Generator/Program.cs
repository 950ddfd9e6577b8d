using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace LstmGen.Bench.Generator;

/// <summary>
/// What the generator costs. <c>dotnet run -c Release [MODELS]</c> prints one record of JSON: characters written for an LSTM with a
/// regression head and for all models, and milliseconds of a cold run, of compiling what was written, of an edit of one model, of an edit
/// of a body elsewhere and of another member elsewhere. <c>dotnet run -c Release dump FOLDER [DECLARATION]</c> writes the emitted files of
/// one model.
/// </summary>
internal static class Program
{
    private const string Small = "[RecurrentModel] [Features(3)] [Lstm(32)] [Regression(1)]";

    private static int Main(string[] args)
    {
        if (args is ["dump", var folder, ..])
            return Dump(folder, args.Length > 2 ? args[2] : Small);
        int models = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100;
        var small = new Project($"using LstmGen;\n{Small}\npublic partial class Forecast;\n");
        small.Run();
        GeneratedSourceResult[] one = [.. small.Result.GeneratedSources];

        Project project = Many(models);
        Many(3).Run(); // the generator's own code is compiled by now
        double cold = Milliseconds(project.Run);
        long text = project.Result.GeneratedSources.Sum(file => (long)file.SourceText.Length);
        int files = project.Result.GeneratedSources.Length;
        double bound = Milliseconds(() => Check(project.All)), emitted = Milliseconds(() => project.All.Emit(Stream.Null));

        var edit = new Times();
        var elsewhere = new Times();
        var member = new Times();
        for (int i = 0; i < 30; i++)
        {
            int model = i % models;
            project.Edit(model, Project.Model(model, 200 + i));
            edit.Add(project);
            project.Edit(models, string.Create(CultureInfo.InvariantCulture, $"class Unrelated {{ int F() => {i}; }}\n"));
            elsewhere.Add(project);
        }

        for (int i = 0; i < 30; i++)
        {
            project.Edit(models, string.Create(CultureInfo.InvariantCulture, $"class Unrelated {{ int F{i}() => {i}; }}\n"));
            member.Add(project);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""
            {"kind":"generator","models":{{models}},"one_chars":{{one.Sum(file => file.SourceText.Length)}},"one_lines":{{one.Sum(file => file.SourceText.Lines.Count)}},"all_chars":{{text}},"all_files":{{files}},"cold_ms":{{cold:F0}},"bind_ms":{{bound:F0}},"emit_ms":{{emitted:F0}},"edit_ms":{{edit.Median:F2}},"edit_generator_ms":{{edit.OfGenerator:F2}},"edit_cpu_ms":{{edit.Processor:F2}},"elsewhere_ms":{{elsewhere.Median:F2}},"elsewhere_generator_ms":{{elsewhere.OfGenerator:F2}},"elsewhere_cpu_ms":{{elsewhere.Processor:F2}},"member_ms":{{member.Median:F2}},"member_generator_ms":{{member.OfGenerator:F2}},"member_cpu_ms":{{member.Processor:F2}}}
            """));
        return 0;
    }

    private static Project Many(int models) =>
        new([.. Enumerable.Range(0, models).Select(i => Project.Model(i, 16 + i)), "class Unrelated;\n"]);

    private static int Dump(string folder, string declaration)
    {
        Directory.CreateDirectory(folder);
        var project = new Project($"using LstmGen;\n{declaration}\npublic partial class Forecast;\n");
        project.Run();
        foreach (GeneratedSourceResult file in project.Result.GeneratedSources)
        {
            File.WriteAllText(Path.Combine(folder, file.HintName), file.SourceText.ToString());
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{file.SourceText.Length,8} {file.SourceText.Lines.Count,6} {file.HintName}"));
        }

        Check(project.All);
        return 0;
    }

    private static void Check(Compilation compilation)
    {
        if (compilation.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
            throw new InvalidOperationException($"What was emitted does not compile: {error}");
    }

    private static double Milliseconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Times of many runs after an edit.</summary>
    private sealed class Times
    {
        private readonly List<double> _all = [], _generator = [], _processor = [];

        /// <summary>Milliseconds of a run, with the compiler's own work of replacing files.</summary>
        public double Median => Middle(_all);

        /// <summary>Milliseconds of it in the generator.</summary>
        public double OfGenerator => Middle(_generator);

        /// <summary>Milliseconds of processor time of the whole process, which other programs on the machine change less.</summary>
        public double Processor => Middle(_processor);

        public void Add(Project project)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            _all.Add(Milliseconds(project.Run));
            _processor.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
            _generator.Add(project.Elapsed.TotalMilliseconds);
        }

        private static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);
    }
}
