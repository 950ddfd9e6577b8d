using System.Text.Json;
using LstmGen.Reference.Golden;
using LstmGen.Reference.Models;

namespace LstmGen.Conformance;

/// <summary>Runs every case of a folder against emitted code.</summary>
public static class ConformanceRun
{
    // Compiling costs more than running: many models share a compilation, few enough to keep it small.
    private const int ModelsPerCompilation = 40;

    /// <summary>All cases that <c>index.json</c> of <paramref name="folder"/> lists.</summary>
    /// <exception cref="BadFolderException">The folder, its index or a listed case cannot be read.</exception>
    /// <param name="folder">The folder.</param>
    /// <param name="device">The device to run on; null for the processor.</param>
    /// <param name="compile">How the declarations are compiled; null for the generator's own way.</param>
    public static IEnumerable<CaseResult> Run(string folder, IDisposable? device = null, CompileCases? compile = null)
    {
        foreach (string[] names in Names(folder).Chunk(ModelsPerCompilation))
            foreach (CaseResult result in RunSome(folder, names, device, compile ?? ModelCompiler.CompileGood))
                yield return result;
    }

    private static List<CaseResult> RunSome(string folder, string[] names, IDisposable? device, CompileCases compile)
    {
        var results = new CaseResult?[names.Length];
        var plans = new Plan?[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            try
            {
                plans[i] = Plan.For(Read(folder, names[i]), i);
            }
            catch (UnsupportedCaseException e)
            {
                results[i] = new(names[i], "", []) { Unsupported = e.Message };
            }
        }

        // Two files for each case: its declaration, and its body with the bare sequence.
        string[] sources = [.. plans.SelectMany(plan => plan is null
            ? ["", ""]
            : new[] { Source(plan.Model, device), Source(plan.Sequence, device) })];
        CompiledModels models;
        string?[] errors;
        try
        {
            models = compile(device is null ? sources : [.. sources, Gpus.Wanted], out errors);
        }
        catch (ModelCompilationException e)
        {
            // One case of these: each alone, to name it.
            if (names.Length > 1)
                return [.. names.SelectMany(name => RunSome(folder, [name], device, compile))];
            return [new(names[0], plans[0] is { } alone ? Declaration(alone) : "", []) { Failure = $"what is emitted fails: {e.Message}" }];
        }

        using CompiledModels compiled = models;
        for (int i = 0; i < names.Length; i++)
        {
            if (plans[i] is { } plan)
                results[i] = Check(plan, compiled, errors[2 * i] ?? errors[(2 * i) + 1], device);
        }

        return [.. results.Select(result => result!)];
    }

    private static string Source(ReferenceModel model, IDisposable? device) =>
        (device is null ? model : model with { Backends = Backends.Simd | Backends.Ilgpu }).ToSource("Conformance.Cases");

    private static CaseResult Check(Plan plan, CompiledModels models, string? error, IDisposable? device)
    {
        var result = new CaseResult(plan.Golden.Name, Declaration(plan), []) { Note = plan.Note };
        if (error is not null)
            return result with { Unsupported = error };
        IRecurrentModel model = models.Create($"Conformance.Cases.{plan.Model.Name}");
        if (Missing(plan.Model, model) is { } missing)
            return result with { Failure = missing };
        try
        {
            IRecurrentModel sequence = models.Create($"Conformance.Cases.{plan.Sequence.Name}");
            if (device is null)
                return result with { Comparisons = new CaseCheck(plan, model, sequence).Run() };
            IRecurrentModel onDevice = Gpus.Put(model, device), sequenceOnDevice = Gpus.Put(sequence, device);
            using var first = (IDisposable)onDevice;
            using var second = (IDisposable)sequenceOnDevice;
            return result with { Comparisons = new CaseCheck(plan, onDevice, sequenceOnDevice).Run() };
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return result with { Failure = $"{e.GetType().Name}: {e.Message}" };
        }
    }

    private static string Declaration(Plan plan) => string.Join(' ', plan.Model.Declaration.Split('\n')[1..^2]);

    // An attribute that the generator does not know it passes over, and its parameters with it.
    private static string? Missing(ReferenceModel declared, IRecurrentModel emitted)
    {
        string[] expected = [.. declared.Parameters.Select(p => p.Name)], actual = [.. emitted.Description.Parameters.Select(p => p.Name)];
        string[] prefixes = [.. expected.Select(Prefix).Distinct().Except(actual.Select(Prefix))];
        return prefixes.Length == 0 ? null : $"the generator gives no parameters to {string.Join(", ", prefixes)}";
    }

    private static string Prefix(string name) => name[..name.IndexOf('.', StringComparison.Ordinal)];

    private static IReadOnlyList<string> Names(string folder)
    {
        if (!Directory.Exists(folder))
            throw new BadFolderException($"there is no folder {folder}");
        string index = Path.Combine(folder, "index.json");
        if (!File.Exists(index))
            throw new BadFolderException($"{folder} has no index.json: give a folder of golden cases");
        IReadOnlyList<string> names = Guard("index.json", () => GoldenCase.Names(folder));
        return names.Count > 0 ? names : throw new BadFolderException($"{index} lists no case");
    }

    private static GoldenCase Read(string folder, string name)
    {
        foreach (string file in new[] { $"{name}.json", $"{name}.safetensors" })
        {
            if (!File.Exists(Path.Combine(folder, file)))
                throw new BadFolderException($"case {name} is listed, but {file} is not there");
        }

        return Guard(name, () => GoldenCase.Read(folder, name));
    }

    private static T Guard<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw new UnsupportedCaseException(e.Message);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException
            or IOException or UnauthorizedAccessException or OverflowException or FormatException)
        {
            throw new BadFolderException($"{what} cannot be read: {e.Message.ReplaceLineEndings(" ")}");
        }
    }
}

/// <summary>Compiles declarations, and says in <paramref name="errors"/> what the generator refuses.</summary>
/// <param name="sources">Files of declarations.</param>
/// <param name="errors">Per source what the generator said, or null.</param>
public delegate CompiledModels CompileCases(IReadOnlyList<string> sources, out string?[] errors);

/// <summary>A folder that is no folder of golden cases.</summary>
public sealed class BadFolderException(string message) : Exception(message);

/// <summary>A case that the vocabulary has no word for.</summary>
public sealed class UnsupportedCaseException(string message) : Exception(message);
