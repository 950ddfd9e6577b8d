using LstmGen;
using LstmGen.Conformance;

bool all = args.Contains("--all");
string[] rest = [.. args.Where(argument => argument != "--all")];
string? device = Take("--device"), random = Take("--random");
int count = 0;

if (random is null ? rest.Length != 1 || rest[0].StartsWith('-') : rest.Length > 0 || !int.TryParse(random, out count) || count < 1)
{
    Console.Error.WriteLine("""
        usage: conformance [--all] [--device cpu|cuda|opencl|ilgpu-cpu] FOLDER        a folder of golden cases, with index.json; --all shows every tensor
               conformance --random COUNT [--device cpu|cuda|opencl|ilgpu-cpu]        randomly drawn models against the reference
        """);
    return 2;
}

try
{
    var results = new List<CaseResult>();
    using IDisposable? opened = device is null or "cpu" ? null : Gpus.Open(device);
    if (random is not null)
    {
        int wrong = 0;
        foreach (string fault in RandomRun.Faults(count, opened))
        {
            wrong++;
            Console.WriteLine(fault);
        }

        Console.WriteLine($"{count - wrong} of {count} random models agree with the reference");
        return wrong > 0 ? 1 : 0;
    }

    foreach (CaseResult result in ConformanceRun.Run(rest[0], opened))
    {
        if (results.Count == 0)
            Table.Header(Console.Out);
        Table.Row(Console.Out, result, all);
        results.Add(result);
    }

    Table.Footer(Console.Out, results);
    return Verdict.ExitCode(results);
}
catch (Exception e) when (e is BadFolderException or GpuNotFoundException or ArgumentException)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 2;
}

string? Take(string option)
{
    int place = Array.IndexOf(rest, option);
    if (place < 0 || place + 1 >= rest.Length)
        return null;
    string value = rest[place + 1];
    rest = [.. rest[..place], .. rest[(place + 2)..]];
    return value;
}
