using System.IO.Compression;
using System.Runtime.InteropServices;
using LstmGen.Interchange.Hdf5;

namespace LstmGen.Interchange.Tests;

/// <summary>Files as Keras 2 and 3 lay them out, loaded into declared models whose outputs are then those of the networks.</summary>
public sealed class KerasLoadTests
{
    [Theory]
    [InlineData("keras2-stack.h5", WeightFileKind.KerasHdf5)]
    [InlineData("keras3-stack.h5", WeightFileKind.KerasHdf5)]
    [InlineData("keras2-stack-weights.h5", WeightFileKind.KerasHdf5)]
    [InlineData("keras2-stack-cut.h5", WeightFileKind.KerasHdf5)]
    [InlineData("keras2-stack-packed.h5", WeightFileKind.KerasHdf5)]
    [InlineData("keras2-stack-latest.h5", WeightFileKind.KerasHdf5)]
    [InlineData("keras3-stack.weights.h5", WeightFileKind.KerasHdf5)]
    [InlineData("keras3-stack.keras", WeightFileKind.Keras)]
    [InlineData("keras3-stack-named.keras", WeightFileKind.Keras)]
    [InlineData("keras3-stack-deflated.keras", WeightFileKind.Keras)]
    [InlineData("keras213-stack.keras", WeightFileKind.Keras)]
    public void Stacked_lstm(string name, WeightFileKind kind) =>
        Answers(name, kind, "keras-stack", new KerasStack(seed: 1), (model, x) => model.Predict(x).ToArray());

    [Theory]
    [InlineData("keras2-words.h5", WeightFileKind.KerasHdf5)]
    [InlineData("keras3-words.h5", WeightFileKind.KerasHdf5)]
    [InlineData("keras2-words-weights.h5", WeightFileKind.KerasHdf5)]
    [InlineData("keras3-words.keras", WeightFileKind.Keras)]
    public void Embedding_and_bidirectional_gru(string name, WeightFileKind kind) => Answers(
        name, kind, "keras-words", new KerasWords(seed: 1),
        (model, x) => model.Predict(Array.ConvertAll(x, value => (int)value)).ToArray());

    [Theory]
    [InlineData("keras2-tags.h5", WeightFileKind.KerasHdf5)]
    [InlineData("keras3-tags.h5", WeightFileKind.KerasHdf5)]
    [InlineData("keras3-tags.keras", WeightFileKind.Keras)]
    public void Convolution_normalisation_merged_directions_and_time_distributed_dense(string name, WeightFileKind kind) =>
        Answers(name, kind, "keras-tags", new KerasTags(seed: 1), (model, x) => model.Predict(x).ToArray());

    [Theory]
    [InlineData("keras2-old.h5", WeightFileKind.KerasHdf5)]
    [InlineData("keras3-old.keras", WeightFileKind.Keras)]
    public void Gru_without_reset_after_and_layers_without_bias(string name, WeightFileKind kind) =>
        Answers(name, kind, "keras-old", new KerasOld(seed: 1), (model, x) => model.Predict(x).ToArray());

    [Fact]
    public void Layers_of_cuDNN() =>
        Answers(
            "keras2-cudnn.h5", WeightFileKind.KerasHdf5, "keras-cudnn", new KerasCudnn(seed: 1), (model, x) => model.Predict(x).ToArray());

    [Theory]
    [InlineData("keras2-hard-sigmoid.h5", "recurrent_activation = hard_sigmoid")]
    [InlineData("keras3-backwards.keras", "go_backwards = True")]
    [InlineData("keras3-relu.keras", "activation = relu")]
    [InlineData("keras2-batch-norm.h5", "'BatchNormalization'")]
    public void A_setting_that_cannot_be_kept_is_an_error_that_names_it(string name, string said)
    {
        WeightFile file = WeightFile.Open(TestFiles.Path(name));
        Assert.Contains(file.Notes, note => note.Contains(said, StringComparison.Ordinal));
        string layer = file.Tensors.First(tensor => tensor.Problem is not null).Name;
        var model = new OneLayer(seed: 1);
        float[] before = model.Parameters.Read().ToArray();
        var options = new LoadOptions
        {
            Rename = parameter => layer.Split('.')[0] + parameter[parameter.IndexOf('.', StringComparison.Ordinal)..], Strict = false
        };
        if (!said.Contains("BatchNormalization", StringComparison.Ordinal))
        {
            var e = Assert.Throws<InterchangeException>(() => WeightLoader.Load(model, file, options));
            Assert.Contains(said, e.Message, StringComparison.Ordinal);
        }

        Assert.ThrowsAny<InterchangeException>(() => WeightLoader.Load(model, file));
        Assert.Equal(before, model.Parameters.Read().ToArray());
    }

    [Fact]
    public void No_tensor_of_a_keras_file_is_left_out_in_silence()
    {
        // A layer that is not in the vocabulary keeps its tensors: they are left over until they are named.
        string path = TestFiles.Path("keras2-batch-norm.h5");
        var e = Assert.Throws<InterchangeException>(() => WeightLoader.Load(new BeforeNorm(seed: 1), path));
        Assert.Contains("batch_normalization/gamma:0", e.Message, StringComparison.Ordinal);
        LoadReport report = WeightLoader.Load(new BeforeNorm(seed: 1), path, new LoadOptions { Ignore = ["batch_normalization/*"] });
        Assert.Equal(4, report.Ignored.Count);
        Assert.Contains("BatchNormalization", report.ToString(), StringComparison.Ordinal);
    }

    // Each dataset outside of the optimizer is in a tensor, none twice, and nothing of the optimizer is.
    [Theory]
    [InlineData("keras2-stack.h5", 8, 350)]
    [InlineData("keras3-tags.h5", 15, 282)]
    [InlineData("keras3-words.keras", 9, 258)]
    [InlineData("keras2-cudnn.h5", 8, 342)]
    public void Every_dataset_of_a_keras_file_is_in_a_tensor(string name, int datasets, long values)
    {
        byte[] bytes = File.ReadAllBytes(TestFiles.Path(name));
        if (name.EndsWith(".keras", StringComparison.Ordinal))
        {
            using var archive = new ZipArchive(new MemoryStream(bytes));
            using Stream weights = archive.GetEntry("model.weights.h5")!.Open();
            using var unpacked = new MemoryStream();
            weights.CopyTo(unpacked);
            bytes = unpacked.ToArray();
        }

        WeightTensor[] stored = [.. Datasets(Hdf5File.Open(bytes))];
        Assert.Equal((datasets, values), (stored.Length, stored.Sum(tensor => tensor.Count)));
        WeightTensor[] read = [.. WeightFile.Open(TestFiles.Path(name)).Tensors];

        // Biases that Keras does not have are zero. The two of an LSTM of cuDNN are added.
        bool added = name.Contains("cudnn", StringComparison.Ordinal);
        Assert.Equal(NotZero(stored), NotZero(read));
        Assert.Equal(Sum(stored), Sum(read), 1e-5);

        float[] NotZero(WeightTensor[] tensors) =>
            [.. tensors.Where(tensor => !added || !tensor.Name.Contains("bias", StringComparison.Ordinal))
                .SelectMany(tensor => tensor.ToSingles()).Where(value => value != 0).Order()];
        static double Sum(WeightTensor[] tensors) => tensors.SelectMany(tensor => tensor.ToSingles()).Sum(value => (double)value);
    }

    private static IEnumerable<WeightTensor> Datasets(Hdf5Node node) => node.IsDataset
        ? [node.Tensor(node.Path)]
        : node.Names.Where(name => !name.StartsWith("optimizer", StringComparison.Ordinal)).SelectMany(name => Datasets(node.Child(name)!));

    [Fact]
    public void Every_type_of_number_is_read()
    {
        WeightFile file = WeightFile.Open(TestFiles.Path("keras-types.h5"));
        foreach ((string name, SafetensorsType type) in new[] { ("half", SafetensorsType.F16), ("single", SafetensorsType.F32),
            ("double", SafetensorsType.F64), ("brain", SafetensorsType.BF16) })
        {
            Assert.True(file.TryGet($"embedding_{name}.weight", out WeightTensor? tensor));
            Assert.Equal((type, true), (tensor.Type, tensor.IsFloatingPoint));
            Assert.Equal([0.5f, -1.25f, 3f], tensor.ToSingles());
        }
    }

    // An enumeration of names for integers of 4 bytes was taken for 4 times as many of one byte.
    [Fact]
    public void An_enumeration_has_the_integers_that_stand_for_its_names()
    {
        byte[] bytes = File.ReadAllBytes(TestFiles.Path("keras-types.h5"));
        int type = bytes.AsSpan().IndexOf((byte[])[0x10, 8, 0, 0, 4, 0, 0, 0, 0, 0, 32, 0]);
        Assert.True(type > 0);
        (bytes[type], bytes[type + 8], bytes[type + 9]) = (0x18, 0x10, 8); // the class, and the class and sign of its integers
        Assert.True(WeightFile.Read(new MemoryStream(bytes)).TryGet("embedding_whole.weight", out WeightTensor? tensor));
        Assert.Equal((SafetensorsType.I32, 3, false), (tensor.Type, tensor.Count, tensor.IsFloatingPoint));
        Assert.Equal([0f, -1f, 3f], tensor.ToSingles());
        bytes[type + 9] = 9;
        Assert.Contains(
            "big-endian", Assert.Throws<InterchangeException>(() => WeightFile.Read(new MemoryStream(bytes))).Message,
            StringComparison.Ordinal);
    }

    // h5py wrote this order before it had its own.
    [Fact]
    public void A_checksum_that_was_packed_with_the_values_is_taken_off()
    {
        const int Deflate = 1, Fletcher32 = 3;
        byte[] values = [1, 2, 3, 4, 5, 6, 7, 8];
        using var packed = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write([.. values, 9, 9, 9, 9]);
        Assert.Equal(values, Hdf5Filters.Undo([Fletcher32, Deflate], 0, packed.ToArray(), values.Length, 4, "w").ToArray());
        Assert.Throws<FormatException>(() => Hdf5Filters.Undo([Fletcher32, Deflate], 0, packed.ToArray(), values.Length - 1, 4, "w"));
        Assert.Throws<FormatException>(() => Hdf5Filters.Undo([Deflate], 0, packed.ToArray(), values.Length, 4, "w"));
    }

    // The second chunk of a tree at the place of the first: where it was, zeros stood.
    [Fact]
    public void A_chunk_that_is_there_twice_is_refused()
    {
        byte[] bytes = File.ReadAllBytes(TestFiles.Path("keras2-stack-packed.h5"));
        for (int at = 0; at < bytes.Length - 8; at++)
        {
            // Trees of chunks of a matrix, with two at least: a key is size, mask, and three offsets; then the place.
            if (!bytes.AsSpan(at).StartsWith("TREE\u0001\0"u8) || bytes[at + 6] < 2)
                continue;
            bytes.AsSpan(at + 24, 40).CopyTo(bytes.AsSpan(at + 64));
            string message = Assert.Throws<InterchangeException>(() => WeightFile.Read(new MemoryStream(bytes))).Message;
            Assert.Contains("has two chunks at [0, 0]", message, StringComparison.Ordinal);
            return;
        }

        Assert.Fail("the file has no chunks");
    }

    [Fact]
    public void The_report_says_what_was_transposed_permuted_and_added()
    {
        string text = WeightLoader.Load(new KerasWords(seed: 1), TestFiles.Path("keras3-words.keras")).ToString();
        Assert.Contains("both.weight_ih_l0_reverse [12, 3], transposed, gates z r h to r z n", text, StringComparison.Ordinal);
        text = WeightLoader.Load(new KerasStack(seed: 1), TestFiles.Path("keras2-stack-weights.h5")).ToString();
        Assert.Contains("lstm.bias_hh_l0 [20], not in the file, zero", text, StringComparison.Ordinal);
        Assert.Contains("weights alone", text, StringComparison.Ordinal);
    }

    // Weights of the same shapes under other settings loaded without a word: Keras' epsilon is 1e-3, PyTorch's 1e-5.
    [Theory]
    [InlineData(typeof(OtherEpsilon), "keras3-tags.keras", "layer 'norm' has Epsilon = 0.001 in the file, and 1E-05 in the declaration")]
    [InlineData(typeof(OtherFunction), "keras2-tags.h5", "layer 'conv1d' has Activation = Relu in the file, and Tanh in the declaration")]
    [InlineData(typeof(OtherMerge), "keras2-tags.h5", "layer 'bidirectional' has Merge = Sum in the file, and Average in the declaration")]
    [InlineData(typeof(OtherNonlinearity), "keras3-tags.h5",
        "layer 'simple_rnn' has Nonlinearity = Relu in the file, and Tanh in the declaration")]
    [InlineData(typeof(OtherReset), "keras3-old.keras", "layer 'gru' has ResetAfter = false in the file, and true in the declaration")]
    public void A_setting_that_differs_from_the_declaration_is_an_error(Type type, string name, string said)
    {
        var model =
            (IRecurrentModel)Activator.CreateInstance(
                type, type.GetConstructors()[0].GetParameters().Select(parameter => parameter.DefaultValue).ToArray())!;
        var e = Assert.Throws<InterchangeException>(() => WeightLoader.Load(model, TestFiles.Path(name)));
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
        Assert.Equal(
            model.Description.Parameters.Length,
            WeightLoader.Load(model, TestFiles.Path(name), new LoadOptions { Strict = false }).Loaded.Count);
    }

    [Theory]
    [InlineData("loop.h5", "nested more than")]
    [InlineData("huge.h5", "claims 4398046511104 bytes")]
    [InlineData("link.h5", "symbolic link")]
    [InlineData("external.h5", "another place or file")]
    [InlineData("dense-storage.h5", "dense storage")]
    [InlineData("bomb.keras", "made to fill the memory")]
    public void Malicious_and_foreign_files_are_refused_in_words(string name, string said)
    {
        var e = Assert.Throws<InterchangeException>(() => WeightFile.Open(TestFiles.Path(name)));
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void A_tree_of_names_that_is_its_own_child_ends()
    {
        // The tree of the root group: its only child becomes the tree itself, one level above.
        byte[] bytes = File.ReadAllBytes(TestFiles.Path("keras2-stack.h5"));
        int tree = bytes.AsSpan().IndexOf("TREE"u8);
        Assert.True(tree > 0);
        bytes[tree + 5] = 1;
        MemoryMarshal.Write(bytes.AsSpan(tree + 32), (long)tree);
        var e = Assert.Throws<InterchangeException>(() => WeightFile.Read(new MemoryStream(bytes)));
        Assert.Contains($"the tree of names at byte {tree} has kind 0 and level 1", e.Message, StringComparison.Ordinal);
    }

    // 2^60 turns of loops over no values.
    [Fact]
    public void A_kernel_without_values_is_refused_whatever_its_other_dimensions()
    {
        byte[] bytes = File.ReadAllBytes(TestFiles.Path("keras2-tags.h5"));
        int kernel = bytes.AsSpan().IndexOf(MemoryMarshal.AsBytes<long>((long[])[3, 3, 4]));
        Assert.True(kernel > 0);
        MemoryMarshal.AsBytes<long>((long[])[1L << 40, 1 << 20, 0]).CopyTo(bytes.AsSpan(kernel));
        var e = Assert.Throws<InterchangeException>(() => WeightFile.Read(new MemoryStream(bytes)));
        Assert.Contains("layer 'conv1d' has the tensors", e.Message, StringComparison.Ordinal);
        Assert.Contains("[1099511627776, 1048576, 0]", e.Message, StringComparison.Ordinal);
    }

    private static void Answers<T>(string file, WeightFileKind kind, string expectation, T model, Func<T, float[], float[]> predict)
        where T : IRecurrentModel
    {
        LoadReport report = WeightLoader.Load(model, TestFiles.Path(file));
        Assert.Equal(kind, report.File.Kind);
        Assert.Equal(model.Description.Parameters.Length, report.Loaded.Count);
        (float[] x, float[] expected) = TestFiles.Expected(expectation);
        float[] y = predict(model, x);
        Assert.Equal(expected.Length, y.Length);
        for (int i = 0; i < y.Length; i++)
            Assert.Equal(expected[i], y[i], 1e-5);
    }
}

/// <summary>A layer to ask for the weights of one that cannot be kept.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(5)]
[SequenceOutput]
internal sealed partial class OneLayer;

/// <summary>The layers of Files/keras2-batch-norm.h5 that are known.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(5)]
[Regression(1, Name = "dense")]
internal sealed partial class BeforeNorm;
