using LstmGen.Conformance;
using LstmGen.Testing;

bool all = args.Contains("--all");
string[] rest = [.. args.Where(argument => argument != "--all")];
string? device = null;
int option = Array.IndexOf(rest, "--device");
if (option >= 0 && option + 1 < rest.Length)
{
    device = rest[option + 1];
    rest = [.. rest[..option], .. rest[(option + 2)..]];
}

if (rest is not [var folder] || folder.StartsWith('-'))
{
    Console.Error.WriteLine("usage: conformance [--all] [--device cpu|cuda|opencl|ilgpu-cpu] FOLDER (a folder of golden cases, with index.json; --all shows every tensor)");
    return 2;
}

try
{
    var results = new List<CaseResult>();
    using IDisposable? opened = device is null or "cpu" ? null : Gpus.Open(device);
    foreach (CaseResult result in ConformanceRun.Run(folder, opened))
    {
        if (results.Count == 0)
            Table.Header(Console.Out);
        Table.Row(Console.Out, result, all);
        results.Add(result);
    }

    Table.Footer(Console.Out, results);
    return results.Exists(result => result.Wrong) ? 1 : 0;
}
catch (BadFolderException e)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 2;
}
