using System.Reflection;

namespace LstmGen.Generator.Tests.Diagnostics;

/// <summary>Every diagnostic stands where the fault is, and says what to do.</summary>
public class DiagnosticTests
{
    private const string Step = "public static void Step([Gate] float a, ref float h) => h = a;";
    private const string Good = "[RecurrentModel, Features(1), Lstm(2), Regression(1)]";

    [Theory]
    [InlineData("public class [|M|];", "M")]
    [InlineData("public class Outer { " + Good + " public partial class [|M|]; }", "M", false)]
    public void A_model_that_is_not_partial(string declaration, string name, bool attributes = true) => Expect(
        (attributes ? Good : "") + declaration, "LSTMG001",
        $"'{name}' cannot be completed by the generator: make it and every type around it partial");

    [Fact]
    public void A_model_without_an_input() => Expect(
        "[RecurrentModel, Lstm(2), Regression(1)] partial class [|M|];",
        "LSTMG002", "'M' has no input: put [Features(n)] or [Embedding(vocabulary, size)] before its layers");

    [Fact]
    public void A_model_with_two_inputs() => Expect(
        "[RecurrentModel, Features(1), [|Embedding(3, 2)|], Lstm(2), Regression(1)] partial class M;",
        "LSTMG003", "'M' has a second input: keep one of [Features] and [Embedding], or give [Embedding] a Column of [Features]");

    [Fact]
    public void A_model_without_a_head() => Expect(
        "[RecurrentModel, Features(1), Lstm(2)] partial class [|M|];",
        "LSTMG004", "'M' has no head: end it with one, such as [Regression(1)] or [Classification(n)]");

    [Theory]
    [InlineData("[Features(1), Lstm(2), Regression(1)] partial class [|M|];", "Features")]
    [InlineData("[Lstm(2)] [Features(1), Regression(1)] partial class [|M|];", "Lstm", "LSTMG005")]
    [InlineData("partial class M; [Embedding(9, 3), Gru(2), Classification(2)] partial class [|M|];", "Embedding")]
    [InlineData("[Cell(typeof(Own), 4), Features(1), Regression(1)] partial class [|M|];", "Cell", "LSTMG005")]
    [InlineData("[Regression(1)] class [|M|];", "Regression", "LSTMG001", "LSTMG002")]
    public void A_model_without_its_mark(string declaration, string attribute, params string[] others)
    {
        var source = new MarkedSource($"using LstmGen; {declaration} [Cell] static class Own {{ {Step} }}");
        var found = Compilations.Driver().RunGenerators(Compilations.Create(source.Text)).GetRunResult().Diagnostics;
        Assert.Equal(others.Prepend("LSTMG025"), found.Select(one => one.Id));
        source.AssertAt(found[0]);
        Assert.Equal(
            $"'M' has [{attribute}] but not [RecurrentModel], without which nothing is generated: put [RecurrentModel] above its "
                + "attributes",
            found[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    // The compiler says what is wrong with a mark that it does not know.
    [Theory]
    [InlineData("[Cell] static class M { " + Step + " }")]
    [InlineData("[Loss] static class M { public static float Of(float y, float target) => (y - target) * (y - target); }")]
    [InlineData("namespace A; class LstmAttribute(int size) : System.Attribute; [Lstm(2)] class M;")]
    [InlineData("partial class M; [RecurrentModel] partial class M; [Features(1), Lstm(2), Regression(1)] partial class M;")]
    [InlineData("[Elsewhere.RecurrentModel] [Lstm(2)] class M;")]
    [InlineData("[System.Obsolete] class M { [System.Obsolete] void F() { } }")]
    public void A_class_that_needs_no_mark(string declaration) => Assert.DoesNotContain(
        Compilations.Driver().RunGenerators(Compilations.Create("using LstmGen; " + declaration)).GetRunResult().Diagnostics,
        one => one.Id == "LSTMG025");

    [Theory]
    [InlineData("[RecurrentModel, Lstm(2), [|Features(1)|], Regression(1)]", "Features", "Lstm")]
    [InlineData("[RecurrentModel, Features(1), Regression(1), [|Lstm(2)|]]", "Lstm", "Regression")]
    public void Attributes_in_the_wrong_order(string attributes, string late, string early) => Expect(
        attributes + " partial class M;", "LSTMG005", $"[{late}] stands after [{early}]: the order is input, layers, heads");

    [Theory]
    [InlineData("[RecurrentModel, Features([|0|]), Lstm(2), Regression(1)]", "Features: size is 0: give a whole number of at least 1")]
    [InlineData("[RecurrentModel, Features(1), Lstm([|-3|]), Regression(1)]", "Lstm: hidden is -3: give a whole number of at least 1")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2, [|Layers = 0|]), Regression(1)]",
        "Lstm: Layers is 0: give a whole number of at least 1")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2), Regression([|0|])]", "Regression: outputs is 0: give a whole number of at least 1")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2), Classification([|1|])]",
        "Classification: classes is 1: give a whole number of at least 2")]
    [InlineData("[RecurrentModel, Embedding([|0|], 2), Lstm(2), Regression(1)]",
        "Embedding: vocabulary is 0: give a whole number of at least 1")]
    [InlineData("[RecurrentModel, Embedding(2, [|0|]), Lstm(2), Regression(1)]", "Embedding: size is 0: give a whole number of at least 1")]
    [InlineData("[RecurrentModel([|TimeSteps = -1|]), Features(1), Lstm(2), Regression(1)]",
        "RecurrentModel: TimeSteps is -1: give a whole number of at least 0")]
    [InlineData("[RecurrentModel([|Unroll = 0|]), Features(1), Lstm(2), Regression(1)]",
        "RecurrentModel: Unroll is 0: give a whole number of at least 1")]
    public void Sizes_that_are_too_small(string attributes, string message) =>
        Expect(attributes + " partial class M;", "LSTMG006", message);

    [Theory]
    [InlineData("[RecurrentModel, Features(1), Lstm(2), Dropout([|1f|]), Regression(1)]", "Dropout: rate is 1")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2), Dropout([|-0.5f|]), Regression(1)]", "Dropout: rate is -0.5")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2), Dropout([|float.NaN|]), Regression(1)]", "Dropout: rate is float.NaN")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2, Layers = 2, [|Dropout = 2f|]), Regression(1)]", "Lstm: Dropout is 2")]
    [InlineData("[RecurrentModel, Embedding(3, 2, [|Dropout = 1f|]), Lstm(2), Regression(1)]", "Embedding: Dropout is 1")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2), Regression(1, [|Dropout = 1f|])]", "Regression: Dropout is 1")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2), Classification(2, [|LabelSmoothing = 1f|])]",
        "Classification: LabelSmoothing is 1")]
    public void Rates_that_are_no_probability_below_1(string attributes, string what) =>
        Expect(attributes + " partial class M;", "LSTMG007", what + ": give a probability of at least 0 and below 1");

    [Fact]
    public void Attributes_on_two_declarations() => Expect(
        "[RecurrentModel, Features(1), Lstm(2)] partial class M; [[|Regression(1)|]] partial class M;",
        "LSTMG008", "The attributes of 'M' stand on several declarations, which have no order: put them all on one");

    [Theory]
    [InlineData("public void Forward() { }", "Forward")]
    [InlineData("private int Passes = 3;", "Passes")]
    [InlineData("private int _workspaces = 3;", "_workspaces")]
    [InlineData("private int PackedWeights = 3;", "PackedWeights")]
    [InlineData("public M(long seed) { }", "M")]
    [InlineData("public M(LstmGen.ParameterStore weights) { }", "M")]
    public void A_member_that_the_generator_writes(string member, string name) => Expect(
        Good + " partial class [|M|] { " + member + " }", "LSTMG009",
        $"'M' already defines '{name}', which the generator writes: rename it");

    [Theory]
    [InlineData("partial record [|M|];", "a record compares by value; declare a class")]
    [InlineData("static partial class [|M|];", "a static class has no instances; remove 'static'")]
    [InlineData("abstract partial class [|M|];", "an abstract class has no instances; remove 'abstract'")]
    [InlineData("file partial class [|M|];", "a file-local class cannot be completed from another file; remove 'file'")]
    [InlineData("partial class [|M|] : Base; class Base { public Base(string s) { } }",
        "its base class Base has no accessible constructor without parameters; add one")]
    public void A_type_that_cannot_be_a_model(string declaration, string reason) =>
        Expect(Good + " " + declaration, "LSTMG010", $"'M' cannot be a model: {reason}");

    [Theory]
    [InlineData("[RecurrentModel, Embedding(3, 2, [|PaddingIndex = 3|]), Lstm(2), Regression(1)]",
        "Embedding: PaddingIndex is 3: give an id from 0 to 2, or -1 for none")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2), Regression(1, Loss = RegressionLoss.Huber, [|Delta = 0f|])]",
        "Regression: Delta is 0: give a finite number above 0")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2), Regression(1, [|Quantile = 1f|])]",
        "Regression: Quantile is 1: give a number between 0 and 1")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2), Regression(1, [|LossWeight = -1f|])]",
        "Regression: LossWeight is -1: give a finite number of at least 0")]
    [InlineData("[RecurrentModel, Features(1), Lstm([|20000000|]), Regression(1)]", "Lstm: hidden is 20000000: give at most 16777216")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2, [|Name = \"a b\"|]), Regression(1)]",
        "Lstm: Name is \"a b\": give a name of letters, digits and underscores that begins with a letter")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2, [|ForgetBias = double.NaN|]), Regression(1)]",
        "Lstm: ForgetBias is float.NaN: give a finite value")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2, [|ForgetBias = 0.3|], Bias = false), Regression(1)]",
        "Lstm: ForgetBias is 0.3: remove it, because Bias = false leaves no bias, or that")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2, [|ForgetBias = 0.3|], CoupledGates = true), Regression(1)]",
        "Lstm: ForgetBias is 0.3: remove it, because CoupledGates leaves no forget gate of its own, or that")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2, [|CellClip = -0.5|]), Regression(1)]",
        "Lstm: CellClip is -0.5: give a finite bound of at least 0; 0 means none")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2), Regression([|16000000|], Equation = typeof(LstmGen.Cells.GaussianNll))]",
        "Regression: outputs is 16000000: give at most 8388608")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2), Regression(1, Equation = null, [|Constants = new[] { 1f }|])]",
        "Regression: Constants is given: remove it, or name a loss with Equation")]
    public void Values_out_of_range(string attributes, string message) => Expect(attributes + " partial class M;", "LSTMG011", message);

    [Theory]
    [InlineData("[RecurrentModel([|Backends = (Backends)64|]), Features(1), Lstm(2), Regression(1)]", "RecurrentModel: Backends is 64",
        "Backends")]
    [InlineData("[RecurrentModel([|Backends = 0|]), Features(1), Lstm(2), Regression(1)]", "RecurrentModel: Backends is 0", "Backends")]
    [InlineData("[RecurrentModel([|Initialization = (Initialization)9|]), Features(1), Lstm(2), Regression(1)]",
        "RecurrentModel: Initialization is 9", "Initialization")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2, Bidirectional = true, [|Merge = (Merge)9|]), Regression(1)]", "Lstm: Merge is 9",
        "Merge")]
    [InlineData("[RecurrentModel, Features(1), Rnn(2, [|Nonlinearity = (Nonlinearity)(-1)|]), Regression(1)]", "Rnn: Nonlinearity is -1",
        "Nonlinearity")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2), Skip([|Merge = (Merge)7|]), Regression(1)]", "Skip: Merge is 7", "Merge")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2), Activation([|(Activation)77|]), Regression(1)]", "Activation: function is 77",
        "Activation")]
    [InlineData("[RecurrentModel, Features(1), Dense(4, [|Activation = (Activation)77|]), Lstm(2), Regression(1)]",
        "Dense: Activation is 77", "Activation")]
    [InlineData("[RecurrentModel, Features(1), Conv1d(3, 2, [|Padding = (Padding)7|]), Lstm(2), Regression(1)]", "Conv1d: Padding is 7",
        "Padding")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2), Regression(1, [|Pooling = (Pooling)9|])]", "Regression: Pooling is 9", "Pooling")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2), Regression(1, [|Loss = (RegressionLoss)9|])]", "Regression: Loss is 9",
        "RegressionLoss")]
    public void Numbers_that_are_no_member_of_their_enumeration(string attributes, string what, string type) => Expect(
        attributes + " partial class M;", "LSTMG011", $"{what}: give a member of {type}");

    [Theory]
    [InlineData("[RecurrentModel, Features(1), Lstm(2), Regression(1), [|Classification(2)|]]", "head")]
    [InlineData("[RecurrentModel, Features(1), Lstm(2, Name = \"body\"), [|Lstm(2, Name = \"body\")|], Regression(1)]", "body")]
    public void A_name_used_twice(string attributes, string name) => Expect(
        attributes + " partial class M;", "LSTMG012", $"The name '{name}' is used twice: give one of them another Name");

    [Fact]
    public void A_model_larger_than_a_block() => Expect(
        "[RecurrentModel, Features(1), Lstm(30000), Regression(1)] partial class [|M|];",
        "LSTMG014",
        $"M has {(4L * 30000 * 30001) + (8 * 30000) + 30001} values, more than one block can hold (2147483575): make it smaller");

    [Theory]
    [InlineData("class NarrowAttribute() : RecurrentLayerAttribute(8);", "[RecurrentModel, Features(1), [|Narrow|], Regression(1)]",
        "RecurrentLayerAttribute")]
    [InlineData("class NarrowAttribute : HeadAttribute;", "[RecurrentModel, Features(1), Lstm(2), [|Narrow|], Regression(1)]",
        "HeadAttribute")]
    [InlineData("class NarrowAttribute : LayerAttribute;", "[RecurrentModel, Features(1), Lstm(2), [|Narrow|], Regression(1)]",
        "LayerAttribute")]
    [InlineData("class NarrowAttribute : InputAttribute;", "[RecurrentModel, Features(1), [|Narrow|], Lstm(2), Regression(1)]",
        "InputAttribute")]
    [InlineData("class NarrowAttribute : PooledHeadAttribute;", "[RecurrentModel, Features(1), Lstm(2), Regression(1), [|Narrow|]]",
        "HeadAttribute")]
    public void An_attribute_that_the_generator_would_leave_out(string attribute, string attributes, string family) => Expect(
        $"{attribute} {attributes} partial class M;", "LSTMG016",
        $"[Narrow] derives from {family}, but the generator does not know it and would leave it out: use one of LstmGen's own "
        + "attributes, or remove it");

    [Fact]
    public void Every_attribute_of_the_vocabulary_is_known() => Assert.All(
        typeof(RecurrentModelAttribute).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Attribute)) && !type.IsAbstract
            && type != typeof(RecurrentModelAttribute) && type != typeof(LossAttribute)
            && type.GetCustomAttribute<AttributeUsageAttribute>()!.ValidOn == AttributeTargets.Class),
        type => Assert.NotNull(Kinds.All.Find(type.FullName!)));

    private static void Expect(string source, string id, string message) =>
        new MarkedSource("using LstmGen;\n\n" + source).Expect(id, message);
}
