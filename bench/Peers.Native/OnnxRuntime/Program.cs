using LstmGen.Bench.Peers.Onnx;

// Without an argument: the peer. "path": where the package's library lies, for other commands of lstmgen-bench that ask for it.
string folder = Path.Combine(AppContext.BaseDirectory, "runtimes");
string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
string architecture = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
string name = OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.dylib" : "libonnxruntime.so";
string library = Path.Combine(folder, $"{system}-{architecture}", "native", name);
if (!File.Exists(library))
{
    Console.Error.WriteLine($"The package has no library for {system}-{architecture}: {library} does not exist.");
    return 1;
}

switch (args)
{
    case []:
        OnnxWorker.Run(library);
        return 0;
    case ["path"]:
        Console.WriteLine(library);
        return 0;
    default:
        Console.Error.WriteLine($"'{string.Join(' ', args)}' is no command here; give none (the peer) or 'path'.");
        return 2;
}
