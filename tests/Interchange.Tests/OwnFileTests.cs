namespace LstmGen.Interchange.Tests;

/// <summary>Files that a declared model saved, as ONNX and as safetensors, loaded into a class that is another or was changed.</summary>
public sealed class OwnFileTests
{
    public static TheoryData<bool> Forms => [false, true];

    [Theory, MemberData(nameof(Forms))]
    public void A_changed_class_is_refused(bool onnx)
    {
        Refused(new OnnxStack(1), new OnnxStackEvery(2), "'Regression Outputs=2' where 'Regression Outputs=2 Pooling=EveryStep'");
        Refused(new FlowLast(1), new FlowRelu(2), "'Activation Function=Relu' stands in the declaration of FlowRelu");
        Refused(new FlowLast(1), new FlowClipped(2), "'Lstm Bias=false Hidden=2' where 'Lstm Bias=false CellClip=1 Hidden=2'");
        Refused(new FlowLast(1), new FlowClasses(2), "where 'Classification");
        Refused(new FlowMean(1), new FlowMax(2), "Pooling=Mean' where 'Regression Bias=false Outputs=2 Pooling=Max'");

        void Refused(IRecurrentModel written, IRecurrentModel read, string said)
        {
            WeightFile file = Saved(written, onnx);
            Assert.Equal(written.Description.Parameters.Length, WeightLoader.Load(Again(written), file).Loaded.Count);
            float[] before = read.Parameters.ToArray();
            string message = Assert.Throws<InterchangeException>(() => WeightLoader.Load(read, file)).Message;
            Assert.Contains(said, message, StringComparison.Ordinal);
            Assert.Contains("LoadOptions.Strict = false", message, StringComparison.Ordinal);
            Assert.Equal(before, read.Parameters.ToArray());
            LoadReport report = WeightLoader.Load(read, file, new LoadOptions { Strict = false });
            Assert.Contains("note      the model that saved it has", report.ToString(), StringComparison.Ordinal);
            Assert.Equal(written.Parameters.ToArray(), read.Parameters.ToArray());
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void A_part_of_it_is_compared_without_the_rest(bool onnx)
    {
        var options = new LoadOptions { Ignore = ["fc.*"] };
        Assert.Equal(16, WeightLoader.Load(new OnnxStackBody(2), Saved(new OnnxStack(1), onnx), options).Loaded.Count);
        Assert.Equal(16, WeightLoader.Load(new OnnxStackBody(2), Saved(new OnnxStackMean(1), onnx), options).Loaded.Count);
    }

    [Theory, MemberData(nameof(Forms))]
    public void Layers_of_one_declaration_do_not_get_each_others_weights(bool onnx)
    {
        var turned = new LoadOptions
        {
            Rename = name => name.StartsWith("lstm2", StringComparison.Ordinal) ? name.Replace("lstm2", "lstm", StringComparison.Ordinal)
                : name.Replace("lstm", "lstm2", StringComparison.Ordinal),
        };
        string message = Assert.Throws<InterchangeException>(
            () => WeightLoader.Load(new FlowTwo(2), Saved(new FlowTwo(1), onnx), turned)).Message;
        Assert.Contains("tensor 'lstm2.weight_ih_l0' is of element 3 of the model that saved it", message, StringComparison.Ordinal);
    }

    // The tensors are not called as the declaration in the metadata says.
    [Fact]
    public void A_file_that_was_saved_under_other_names_is_compared()
    {
        using var stream = new MemoryStream();
        ModelFile.Save(new FlowMean(1).Parameters, stream, new ModelSaveOptions { Rename = name => "net." + name });
        stream.Position = 0;
        WeightFile file = WeightFile.Read(stream);
        var options = new LoadOptions { Prefix = "net." };
        WeightLoader.Load(new FlowMean(2), file, options);
        Assert.Contains(
            "Pooling=Mean' where", Assert.Throws<InterchangeException>(() => WeightLoader.Load(new FlowMax(2), file, options)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_declaration_that_is_not_read_is_said()
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(
            stream, ModelFile.Entries(new FlowMean(1).Parameters),
            new Dictionary<string, string> { ["lstmgen.declaration"] = "Model\nFeatures Size" });
        stream.Position = 0;
        WeightFile file = WeightFile.Read(stream);
        Assert.Contains(
            "cannot be compared with FlowMean: the declaration in its metadata has 'Size'",
            Assert.Throws<InterchangeException>(() => WeightLoader.Load(new FlowMean(2), file)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "note      what it computes is not compared: the declaration in its metadata has 'Size'",
            WeightLoader.Load(new FlowMean(2), file, new LoadOptions { Strict = false }).ToString(), StringComparison.Ordinal);
    }

    private static IRecurrentModel Again(IRecurrentModel model) =>
        (IRecurrentModel)Activator.CreateInstance(model.GetType(), [2L, .. model.GetType().GetConstructors()[0].GetParameters().Skip(1)
            .Select(parameter => parameter.DefaultValue)])!;

    private static WeightFile Saved(IRecurrentModel model, bool onnx)
    {
        using var stream = new MemoryStream();
        if (onnx)
            OnnxExport.Save(model, stream);
        else
            ModelFile.Save(model.Parameters, stream);
        stream.Position = 0;
        return WeightFile.Read(stream);
    }
}
