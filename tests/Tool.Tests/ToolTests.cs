using LstmGen.Interchange;

namespace LstmGen.Tool.Tests;

/// <summary>The commands of lstmgen, each run as a process.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-tool-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Inspect_shows_tensors_layers_and_a_declaration()
    {
        ToolProcess run = ToolProcess.Run("inspect", ToolProcess.File("keras3-tags.keras"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("conv1d.weight F32 [4, 3, 3], transposed", run.Output, StringComparison.Ordinal);
        Assert.Contains("Lstm(4 to 3), both directions (Sum)", run.Output, StringComparison.Ordinal);
        Assert.Contains("[Rnn(4, Nonlinearity = Nonlinearity.Relu, Name = \"simple_rnn\")]", run.Output, StringComparison.Ordinal);

        run = ToolProcess.Run("inspect", ToolProcess.File("keras2-hard-sigmoid.h5")); // says why there is none, and ends well
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("no declaration: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("recurrent_activation = hard_sigmoid", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_writes_a_class_and_its_weights_and_says_what_is_not_in_the_file()
    {
        ToolProcess run =
            ToolProcess.Run(
                "import", ToolProcess.File("tagger-checkpoint.pt"), "--class", "Tagger", "--namespace", "My.Models", "--out",
                Path.Combine(_folder, "new"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("not in the file: ", run.Output, StringComparison.Ordinal);
        string text = File.ReadAllText(Path.Combine(_folder, "new", "Tagger.cs"));
        Assert.Contains("namespace My.Models;", text, StringComparison.Ordinal);
        Assert.Contains("[Lstm(4, Layers = 2, Bidirectional = true, Name = \"rnn\")]", text, StringComparison.Ordinal);
        Assert.Equal(18, WeightFile.Open(Path.Combine(_folder, "new", "tagger.safetensors")).Tensors.Count);

        run = ToolProcess.Run("import", ToolProcess.File("tagger.pt"), "--class", "Tagger", "--out", Path.Combine(_folder, "new"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--force", run.Error, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(Path.Combine(_folder, "new", "Tagger.cs"))); // nothing is lost
    }

    [Theory]
    [InlineData("part.safetensors")]
    [InlineData("part \U0001F600.safetensors")]
    public void Errors_name_the_file_once(string name)
    {
        string cut = Path.Combine(_folder, name);
        Assert.Equal(0, ToolProcess.Run("convert", ToolProcess.File("tagger.pt"), cut).ExitCode);
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..^1]);
        ToolProcess run = ToolProcess.Run("inspect", cut);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"lstmgen: {InterchangeException.Printable(cut)}: tensor '", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split("part").Skip(1));
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("describe")]
    [InlineData("convert")]
    [InlineData("export")]
    [InlineData("import")]
    public void A_file_that_is_not_there_is_named_with_what_was_expected(string command)
    {
        string path = Path.Combine(_folder, "nowhere", "model.pt");
        string[] more = command switch
        {
            "import" => ["--class", "Read", "--out", _folder], "convert" or "export" => [Path.Combine(_folder, "out")], _ => [],
        };
        ToolProcess run = ToolProcess.Run([], [command, path, .. more]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(
            $"lstmgen: There is no file {path} nor the folder {Path.Combine(_folder, "nowhere")}. Expected is a file of weights: ",
            run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("convert", "tagger.pt")]
    [InlineData("export", "keras2-words.h5")]
    public void The_folder_of_what_is_written_is_made(string command, string name)
    {
        string target = Path.Combine(_folder, "new", "inner", "out");
        ToolProcess run = ToolProcess.Run(command, ToolProcess.File(name), target);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.True(File.Exists(target));
        run = ToolProcess.Run(command, ToolProcess.File(name), Path.Combine(target, "out"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"OUT {target} is no folder and cannot be made.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_writes_what_the_file_holds()
    {
        string target = Path.Combine(_folder, "words.safetensors");
        Assert.Equal(0, ToolProcess.Run("convert", ToolProcess.File("keras2-words.h5"), target).ExitCode);
        WeightFile from = WeightFile.Open(ToolProcess.File("keras2-words.h5")), to = WeightFile.Open(target);
        Assert.Equal(from.Tensors.Select(tensor => tensor.ToString()), to.Tensors.Select(tensor => tensor.ToString()));
        Assert.All(from.Tensors.Zip(to.Tensors), pair => Assert.Equal(pair.First.ToSingles(), pair.Second.ToSingles()));
        Assert.Equal(2, ToolProcess.Run("convert", ToolProcess.File("keras2-words.h5"), target).ExitCode);
        Assert.Equal(0, ToolProcess.Run("convert", ToolProcess.File("keras2-words.h5"), target, "--force").ExitCode);
        string half = Path.ChangeExtension(target, ".bf16.safetensors");
        Assert.Contains("rounded to BF16", ToolProcess.Run("convert", target, half, "--bfloat16").Output, StringComparison.Ordinal);
        foreach ((WeightTensor before, WeightTensor after) in WeightFile.Open(target).Tensors.Zip(WeightFile.Open(half).Tensors))
        {
            Assert.Equal(before.Shape.Length >= 2 ? SafetensorsType.BF16 : before.Type, after.Type);
            Assert.All(
                before.ToSingles().Zip(after.ToSingles()),
                pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, Math.Abs(pair.First) / 256));
        }

        File.Delete(half);
    }

    [Theory]
    [InlineData]
    [InlineData("--bfloat16")]
    public void Convert_keeps_the_metadata(params string[] options)
    {
        string source = Path.Combine(_folder, "described.safetensors"), target = Path.Combine(_folder, "copy.safetensors");
        Dictionary<string, string> metadata = new() { ["scaler.kind"] = "standard", ["labels"] = "0\n1" };
        SafetensorsWriter.Write(source, [new("w", SafetensorsType.F32, [2, 2], () => new byte[16])], metadata);
        Assert.Equal(0, ToolProcess.Run(["convert", source, target, "--force", .. options]).ExitCode);
        Assert.Equal(metadata, SafetensorsFile.Open(target).Metadata);
        Assert.Equal(metadata, WeightFile.Open(target).Metadata);
    }

    [Fact]
    public void Verify_tells_the_same_model_from_another()
    {
        Assert.Equal(
            0, ToolProcess.Run("verify", ToolProcess.File("keras2-stack.h5"), ToolProcess.File("keras3-stack-named.keras")).ExitCode);
        ToolProcess.Run("import", ToolProcess.File("keras2-old.h5"), "--class", "Old", "--out", _folder);
        ToolProcess run =
            ToolProcess.Run("verify", ToolProcess.File("keras3-old.keras"), Path.Combine(_folder, "old.safetensors"), "--steps", "7");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("same: outputs [1, 2]", run.Output, StringComparison.Ordinal);
        run = ToolProcess.Run("verify", ToolProcess.File("tagger.pt"), ToolProcess.File("tagger-half.pt"));
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("different", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            0,
            ToolProcess.Run("verify", ToolProcess.File("tagger.pt"), ToolProcess.File("tagger-half.pt"), "--tolerance", "0.01").ExitCode);
    }

    [Theory]
    [InlineData("keras2-words.h5")]
    [InlineData("keras3-tags.keras")]
    [InlineData("keras3-stack.h5")]
    [InlineData("writer.pt")]
    public void Export_writes_an_ONNX_file_that_gives_the_same_outputs(string name)
    {
        string target = Path.Combine(_folder, "model.onnx");
        ToolProcess run = ToolProcess.Run("export", ToolProcess.File(name), target, "--to", "onnx");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        run = ToolProcess.Run("verify", ToolProcess.File(name), target);
        Assert.Contains("same: ", run.Output + run.Error, StringComparison.Ordinal);
        Assert.Equal(2, ToolProcess.Run("export", ToolProcess.File(name), target).ExitCode);
    }

    [Fact]
    public void Describe_shows_the_layers()
    {
        ToolProcess run = ToolProcess.Run("describe", ToolProcess.File("tagger.pt"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Lstm(3 to 4), 2 layers, both directions", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "(no name)                Lstm(1 to 1)", 8)]
    [InlineData("rnn.", "rnn                      Lstm(1 to 1)", 8)]
    public void Parameters_are_counted_for_the_layer_that_they_belong_to(string prefix, string layer, int count)
    {
        string path = Path.Combine(_folder, "layers.safetensors");
        SafetensorsWriter.Write(path, [
            SafetensorsEntry.Create(prefix + "weight_ih_l0", new float[4], 4, 1),
            SafetensorsEntry.Create(prefix + "weight_hh_l0", new float[4], 4, 1),
            SafetensorsEntry.Create("rnn.fc.weight", new float[2], 2, 1), SafetensorsEntry.Create("rnn.fc.bias", new float[2], 2)]);
        foreach (string command in (string[])["describe", "inspect"])
        {
            string[] lines = ToolProcess.Run(command, path).Output.Split('\n');
            Assert.EndsWith(
                $" {count} parameters", Assert.Single(lines, line => line.StartsWith("  " + layer, StringComparison.Ordinal)).TrimEnd(),
                StringComparison.Ordinal);
            Assert.EndsWith(
                " 4 parameters", Assert.Single(lines, line => line.StartsWith("  rnn.fc   ", StringComparison.Ordinal)).TrimEnd(),
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(2, "no-such-file.h5. Expected is ", "inspect", "no-such-file.h5")]
    [InlineData(2, "'posix.system'", "inspect", "command.pt")]
    [InlineData(2, "hard_sigmoid", "import", "keras2-hard-sigmoid.h5", "--class", "X")]
    [InlineData(1, "word of its own", "import", "tagger.pt", "--class", "record")]
    [InlineData(1, "a member of the same name", "import", "tagger.pt", "--class", "Load")]
    [InlineData(1, "a member of the same name", "import", "tagger.pt", "--class", "Stream")]
    [InlineData(1, "a member of the same name", "import", "tagger.pt", "--class", "Workspace")]
    [InlineData(2, "a member of the same name", "import", "keras3-words.keras", "--class", "Words")]
    [InlineData(2, "no recurrent layer", "import", "own-cell.pt", "--class", "Own")]
    [InlineData(1, "'tflite'", "export", "tagger.pt", "model.onnx", "--to", "tflite")]
    [InlineData(2, "choose one of them by --entry", "inspect", "tagger-two.pt")]
    [InlineData(2, "choose one of them by --other-entry", "verify", "tagger.pt", "tagger-two.pt")]
    [InlineData(2, "no weights at --entry 'none'", "describe", "tagger-two.pt", "--entry", "none")]
    [InlineData(2, "--entry 'a' is given, and only PyTorch's files", "inspect", "keras2-small.h5", "--entry", "a")]
    [InlineData(2, "is a folder", "inspect", ".")]
    [InlineData(2, ". is a folder. Give another name.", "convert", "tagger.pt", ".")]
    [InlineData(2, ". is a folder. Give another name.", "convert", "tagger.pt", ".", "--force")]
    [InlineData(2, ". is a folder. Give another name.", "export", "keras3-words.keras", ".")]
    [InlineData(1, "--class", "import", "tagger.pt")]
    [InlineData(1, "--class", "import", "tagger.pt", "--class")]
    [InlineData(1, "--class", "import", "tagger.pt", "--class", "A", "--class", "B")]
    [InlineData(1, "no name in C#", "import", "tagger.pt", "--class", "X\n")]
    [InlineData(1, "--namespace", "import", "tagger.pt", "--class", "X", "--namespace")]
    [InlineData(1, "--out is empty", "import", "tagger.pt", "--class", "X", "--out", "")]
    [InlineData(1, "no name in C#", "import", "tagger.pt", "--class", "9X")]
    [InlineData(1, "no name in C#", "import", "tagger.pt", "--class", "class")]
    [InlineData(1, "no name in C#", "import", "tagger.pt", "--class", "extension")]
    [InlineData(1, "no name in C#", "import", "tagger.pt", "--class", "partial")]
    [InlineData(1, "no name in C#", "import", "tagger.pt", "--class", "X", "--namespace", "a.class")]
    [InlineData(1, "FILE is empty", "inspect", "")]
    [InlineData(1, "--steps is '0'; give a whole number of 1 to 100000.", "verify", "tagger.pt", "tagger.pt", "--steps", "0")]
    [InlineData(1, "--steps is 'abc'", "verify", "tagger.pt", "tagger.pt", "--steps", "abc")]
    [InlineData(1, "--steps is '1.5'", "verify", "tagger.pt", "tagger.pt", "--steps", "1.5")]
    [InlineData(1, "--steps", "verify", "tagger.pt", "tagger.pt", "--steps")]
    [InlineData(1, "--steps", "verify", "tagger.pt", "tagger.pt", "--steps", "1", "--steps", "2")]
    [InlineData(1, "--seed is '99999999999'", "verify", "tagger.pt", "tagger.pt", "--seed", "99999999999")]
    [InlineData(1, "--tolerance is 'nan'", "verify", "tagger.pt", "tagger.pt", "--tolerance", "nan")]
    [InlineData(1, "--tolerance is 'inf'", "verify", "tagger.pt", "tagger.pt", "--tolerance", "inf")]
    [InlineData(1, "--tolerance is 'Infinity'", "verify", "tagger.pt", "tagger.pt", "--tolerance", "Infinity")]
    [InlineData(1, "--tolerance is 'x'", "verify", "tagger.pt", "tagger.pt", "--tolerance", "x")]
    [InlineData(1, "--tolerance is '0,001'", "verify", "tagger.pt", "tagger-half.pt", "--tolerance", "0,001")]
    [InlineData(1, "--tolerance is '1,5e-3'", "verify", "tagger.pt", "tagger-half.pt", "--tolerance", "1,5e-3")]
    [InlineData(1, "--steps is '1,0'", "verify", "tagger.pt", "tagger-half.pt", "--steps", "1,0")]
    [InlineData(1, "--tolerance is '-1'", "verify", "tagger.pt", "tagger.pt", "--tolerance", "-1")]
    [InlineData(1, "nonsense", "nonsense")]
    public void An_error_is_one_line_and_an_exit_code(int code, string said, string command, params string[] arguments)
    {
        ToolProcess run =
            ToolProcess.Run(
                [command,
                    .. arguments.Select(
                        (argument, i) =>
                            (i == 0 && argument.Length > 0) || argument.EndsWith(".pt", StringComparison.Ordinal)
                                ? ToolProcess.File(argument)
                                : argument)]);
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Error, StringComparison.Ordinal);
        if (code == 2)
            Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Help_and_completion()
    {
        ToolProcess run = ToolProcess.Run("--help");
        Assert.Equal(0, run.ExitCode);
        foreach (string command in (string[])["inspect", "import", "convert", "verify", "describe", "export"])
        {
            Assert.Contains(command, run.Output, StringComparison.Ordinal);
            Assert.Equal(0, ToolProcess.Run(command, "--help").ExitCode);
        }

        run = ToolProcess.Run("[suggest:9]", "lstmgen i"); // what the shell asks at a press of Tab
        Assert.Contains("import", run.Output, StringComparison.Ordinal);
        Assert.Contains("inspect", run.Output, StringComparison.Ordinal);
    }
}
