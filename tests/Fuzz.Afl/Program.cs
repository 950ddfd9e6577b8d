using LstmGen.Fuzz;
using SharpFuzz;

// list | seeds TARGET FOLDER | instrument DLL... | run TARGET
switch (args)
{
    case ["list"]:
        foreach (string name in FuzzTargets.All.Keys)
            Console.WriteLine(name);
        return 0;
    case ["seeds", string name, string folder]:
        Directory.CreateDirectory(folder);
        foreach ((int i, byte[] bytes) in FuzzTargets.All[name].Seeds.Index())
            File.WriteAllBytes(Path.Combine(folder, $"seed{i}"), bytes);
        return 0;
    case ["instrument", .. string[] files]:
        foreach (string file in files)
            Fuzzer.Instrument(file, _ => true, Options.Value);
        return 0;
    case ["run", string name]:
        FuzzTarget target = FuzzTargets.All[name];
        using (var file = new FuzzFile())
        {
            Fuzzer.OutOfProcess.Run(stream =>
            {
                using var bytes = new MemoryStream();
                stream.CopyTo(bytes);
                file.Write(bytes.ToArray());
                target.Try(file.Path, out _);
            });
        }

        return 0;
    default:
        Console.Error.WriteLine("list | seeds TARGET FOLDER | instrument DLL... | run TARGET");
        return 1;
}
