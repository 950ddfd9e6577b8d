using LstmGen.Interchange.Pickle;
using LstmGen.Interchange.PyTorch;

namespace LstmGen.Interchange.Tests;

/// <summary>Files of torch.save, loaded into a declared model whose outputs are then PyTorch's.</summary>
public sealed class TorchLoadTests
{
    [Theory]
    [InlineData("tagger.pt", WeightFileKind.PyTorch, 1e-6)]
    [InlineData("tagger-legacy.pt", WeightFileKind.PyTorchLegacy, 1e-6)]
    [InlineData("tagger-module.pt", WeightFileKind.PyTorch, 1e-6)]
    [InlineData("tagger-checkpoint.pt", WeightFileKind.PyTorch, 1e-6)]
    [InlineData("tagger-views.pt", WeightFileKind.PyTorch, 1e-6)]
    [InlineData("tagger-tied.pt", WeightFileKind.PyTorch, 1e-6)]
    [InlineData("tagger-double.pt", WeightFileKind.PyTorch, 1e-6)]
    [InlineData("tagger-parameters.pt", WeightFileKind.PyTorch, 1e-6)]
    [InlineData("tagger-half.pt", WeightFileKind.PyTorch, 1e-3)]
    [InlineData("tagger-bfloat16.pt", WeightFileKind.PyTorch, 1e-2)]
    public void A_model_answers_as_PyTorch_does(string name, WeightFileKind kind, double tolerance)
    {
        var model = new Tagger(seed: 1);
        LoadReport report = WeightLoader.Load(model, TestFiles.Path(name));

        (float[] x, float[] expected) = TestFiles.Expected("tagger");
        ReadOnlySpan<float> y = model.Predict(x);
        Assert.Equal(expected.Length, y.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], y[i], tolerance);
        Assert.Equal(kind, report.File.Kind);
        Assert.Equal(Tagger.Description.Parameters.Length, report.Loaded.Count);
    }

    [Fact]
    public void The_report_names_the_place_of_the_weights_and_the_tied_tensor()
    {
        Assert.Equal("model_state_dict", WeightLoader.Load(new Tagger(seed: 1), TestFiles.Path("tagger-checkpoint.pt")).File.Entry);
        Assert.Equal("module.", WeightLoader.Load(new Tagger(seed: 1), TestFiles.Path("tagger-module.pt")).Prefix);
        LoadReport report = WeightLoader.Load(new Tagger(seed: 1), TestFiles.Path("tagger-tied.pt"));
        Assert.Equal("tied", Assert.Single(report.Tied).Name);
        Assert.Contains("tied      tied F32 [2, 8]", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_several_dictionaries_is_chosen_by_its_entry()
    {
        string path = TestFiles.Path("tagger-two.pt");
        var e = Assert.Throws<InterchangeException>(() => WeightLoader.Load(new Tagger(seed: 1), path));
        Assert.Contains("'model', 'ema'", e.Message, StringComparison.Ordinal);

        var whole = new Tagger(seed: 1);
        var half = new Tagger(seed: 1);
        WeightLoader.Load(whole, path, new LoadOptions { Entry = "model" });
        WeightLoader.Load(half, path, new LoadOptions { Entry = "ema" });
        Assert.Equal(whole.Parameters.Read("fc.weight")[3] * 0.5f, half.Parameters.Read("fc.weight")[3]);

        e = Assert.Throws<InterchangeException>(() => WeightLoader.Load(new Tagger(seed: 1), path, new LoadOptions { Entry = "modle" }));
        Assert.Contains("'modle'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_without_a_parameter_is_an_error_until_it_is_named()
    {
        string path = TestFiles.Path("tagger-extra.pt");
        var model = new Tagger(seed: 1);
        float[] before = model.Parameters.Read().ToArray();
        var e = Assert.Throws<InterchangeException>(() => WeightLoader.Load(model, path));
        Assert.Contains("bn.num_batches_tracked", e.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.Read().ToArray());

        LoadReport report = WeightLoader.Load(model, path, new LoadOptions { Ignore = ["*.num_batches_tracked"] });
        Assert.Equal("bn.num_batches_tracked", Assert.Single(report.Ignored).Name);
        report = WeightLoader.Load(model, path, new LoadOptions { Strict = false });
        Assert.Equal("bn.num_batches_tracked", Assert.Single(report.LeftOver).Name);
    }

    [Fact]
    public void A_parameter_without_a_tensor_is_an_error_until_Strict_is_false()
    {
        var options = new LoadOptions { Rename = name => name == "fc.bias" ? "fc.offset" : name, Ignore = ["fc.bias"] };
        var model = new Tagger(seed: 1);
        var e = Assert.Throws<InterchangeException>(() => WeightLoader.Load(model, TestFiles.Path("tagger.pt"), options));
        Assert.Contains("fc.offset", e.Message, StringComparison.Ordinal);
        LoadReport report = WeightLoader.Load(model, TestFiles.Path("tagger.pt"), options with { Strict = false });
        Assert.Equal(["fc.bias"], report.Missing);
    }

    [Fact]
    public void Names_are_asked_for_once_and_no_tensor_serves_two_parameters()
    {
        var asked = new List<string>();
        var model = new Tagger(seed: 1);
        WeightLoader.Load(model, TestFiles.Path("tagger.pt"), new LoadOptions { Rename = name => { asked.Add(name); return name; } });
        Assert.Equal(Tagger.Description.Parameters.Select(info => info.Name), asked);

        var options = new LoadOptions { Rename = name => name == "rnn.bias_hh_l0" ? "rnn.bias_ih_l0" : name };
        var e = Assert.Throws<InterchangeException>(() => WeightLoader.Load(model, TestFiles.Path("tagger.pt"), options));
        Assert.Contains("two parameters", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pointer_of_Git_LFS_is_told_from_a_damaged_file()
    {
        byte[] pointer = System.Text.Encoding.ASCII.GetBytes("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 410128\n");
        var e = Assert.Throws<InterchangeException>(() => WeightFile.Read(new MemoryStream(pointer)));
        Assert.Contains("git lfs pull", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tagger.pt")]
    [InlineData("keras3-stack.keras")]
    public void Of_a_file_that_was_cut_off_that_is_said(string name)
    {
        byte[] whole = File.ReadAllBytes(TestFiles.Path(name));
        var e = Assert.Throws<InterchangeException>(() => WeightFile.Read(new MemoryStream(whole[..(whole.Length * 3 / 4)])));
        Assert.Contains("cut off or damaged", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("fetch the file again.", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("torch", "ComplexFloatStorage", "a tensor is complex")]
    [InlineData("torch._utils", "_rebuild_sparse_tensor", "to_dense()")]
    [InlineData("collections", "Counter", "torch.save(torch.load(path)[key], other)")]
    public void What_to_save_is_said_of_what_is_refused(string module, string name, string said)
    {
        Assert.False(new TorchObjects().Allows(new PickleGlobal(module, name), out string advice));
        Assert.Contains(said, advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Integers_are_no_weights()
    {
        var e = Assert.Throws<InterchangeException>(() => WeightLoader.Load(new Tagger(seed: 1), TestFiles.Path("tagger-integers.pt")));
        Assert.Contains("'fc.bias' holds I64", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("command.pt", "'posix.system'")]
    [InlineData("command-legacy.pt", "'posix.system'")]
    [InlineData("whole-model.pt", "'torch.nn.modules.linear.Linear'")]
    [InlineData("torchscript.pt", "TorchScript")]
    [InlineData("expanded.pt", "larger than its storage")]
    [InlineData("plain.pickle", "torch.save")]
    public void What_is_not_weights_is_refused_by_name(string name, string said)
    {
        var e = Assert.Throws<InterchangeException>(() => WeightFile.Open(TestFiles.Path(name)));
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
        Assert.StartsWith(TestFiles.Path(name)[..30], e.Message, StringComparison.Ordinal);
    }
}
