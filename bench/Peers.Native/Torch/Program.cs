using System.Globalization;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Torch;
using LstmGen.Bench.Torch.Cells;
using LstmGen.Bench.Torch.Lengths;
using LstmGen.Bench.Torch.Translation;

const string usage = """
    lstmgen-bench-torch                            libtorch as a peer of `lstmgen-bench run`
    lstmgen-bench-torch check [CASES]              whether losses and outputs are the declared models' from the same weights
    lstmgen-bench-torch whole ID WEIGHTS THREADS   a whole training, for `lstmgen-bench whole --peer "... whole"`
    lstmgen-bench-torch start [--save] FILE        loads the file and predicts once, for `lstmgen-bench start --torch "... start"`; or writes the file
    lstmgen-bench-torch cells [--cells NAMES] [--budget SECONDS] [--out FILE]
                                                   the cells of LstmGen.Cells beside loops of libtorch's operations
    lstmgen-bench-torch lengths [--cases IDS] [--budget SECONDS] [--out FILE]
                                                   batches whose rows end at different steps, beside packed and padded sequences
    lstmgen-bench-torch translation FOLDER [BATCHES [TURNS]]   the sample Translation's network on Multi30k, beside LstmGen
    lstmgen-bench-torch accept-older-system FILE   marks a version that Debian 12 lacks as weak in a copy of TorchSharp's library
    """;
try
{
    switch (args)
    {
        case []:
            TorchWorker.Run();
            return 0;
        case ["check", .. var rest]:
            return TorchCheck.Run(CaseFile.Select(GridCases.All, rest.FirstOrDefault("all"))) ? 0 : 1;
        case ["whole", var id, var weights, var threads]:
            TorchWhole.Run(id, weights, int.Parse(threads, CultureInfo.InvariantCulture));
            return 0;
        case ["start", "--save", var file]:
            TorchStart.Save(file);
            return 0;
        case ["start", var file]:
            TorchStart.Predict(file);
            return 0;
        case ["cells", .. var rest]:
            ZooBench.Run(rest);
            return 0;
        case ["lengths", .. var rest]:
            LengthsBench.Run(rest);
            return 0;
        case ["translation", var folder, .. var rest]:
            TranslationBench.Run(folder, Count(rest, 0, 20), Count(rest, 1, 3));
            return 0;
        case ["accept-older-system", var path]:
            byte[] library = File.ReadAllBytes(path);
            if (VersionNeeds.Weaken(library, "GLIBCXX_3.4.32"))
            {
                // A new file in the old one's place: the copy may be a link to the package's.
                File.WriteAllBytes(path + ".new", library);
                File.Move(path + ".new", path, overwrite: true);
            }

            return 0;
        default:
            Console.Error.WriteLine(usage);
            return 2;
    }
}
catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}


static int Count(string[] arguments, int place, int otherwise) => arguments.Length <= place ? otherwise
    : int.TryParse(arguments[place], CultureInfo.InvariantCulture, out int count) && count > 0 ? count
    : throw new ArgumentException($"'{arguments[place]}' is no count; give a whole number above 0.", nameof(arguments));
