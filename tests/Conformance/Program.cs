using LstmGen.Conformance;

bool all = args.Contains("--all");
if (args.Where(argument => argument != "--all").ToArray() is not [var folder] || folder.StartsWith('-'))
{
    Console.Error.WriteLine("usage: conformance [--all] FOLDER (a folder of golden cases, with index.json; --all shows every tensor)");
    return 2;
}

try
{
    var results = new List<CaseResult>();
    foreach (CaseResult result in ConformanceRun.Run(folder))
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
