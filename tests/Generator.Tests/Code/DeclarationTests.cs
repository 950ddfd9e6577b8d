using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Tests.Code;

/// <summary>
/// A description carries its model's whole declaration as text. It was left out: a model of the same class name and shapes but another
/// loss, dropout or zoneout was taken for the same.
/// </summary>
public class DeclarationTests
{
    private const string PlainGru = "typeof(LstmGen.Cells.PlainGru)";

    private const string Usings = "using LstmGen;\nnamespace Declared;\n";

    // Properties that change how code is written and no number of it.
    private static readonly string[] SameResults = ["RecurrentModel.TimeSteps", "RecurrentModel.Unroll", "RecurrentModel.Backends"];

    private static readonly string[] TrainingOnly =
    [
        "Name", "Dropout", "InputDropout", "RecurrentDropout", "ForgetBias", "LossWeight", "Loss", "Delta", "Quantile", "LabelSmoothing",
        "Equation", "Constants", "IgnoreIndex", "ZeroInfinity", "Frozen", "PaddingIndex", "Initialization", "SharedOverTime",
    ];

    [Fact]
    public void Every_property_that_an_attribute_takes_changes_the_declaration()
    {
        List<(string Property, string Source)> cases = [];
        foreach (Type attribute in typeof(RecurrentModelAttribute).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(Attribute)) && !type.IsAbstract
            && type.GetCustomAttribute<AttributeUsageAttribute>()!.ValidOn == AttributeTargets.Class))
        {
            string kind = attribute.Name[..^"Attribute".Length];
            foreach (PropertyInfo property in attribute.GetProperties().Where(property => property.CanWrite))
            {
                foreach (string value in Values(property.PropertyType))
                    cases.Add(
                        ($"{kind}.{property.Name}", $"{Model(kind, $"{property.Name} = {value}")} public partial class M{cases.Count};"));
            }
        }

        string[] kinds = [.. cases.Select(one => one.Property.Split('.')[0]).Distinct()];
        string[] plain = [.. kinds.Select(kind => $"{Usings}{Model(kind, null)} public partial class Plain{kind};")];
        using CompiledModels models = ModelCompiler.Compile([.. plain, Usings + Encoder]);
        ModelDescription Compiled(string kind) => models.Create($"Declared.Plain{kind}").Description;

        // Hundreds of models, of which nothing is run: their declarations are read from what is emitted.
        Dictionary<string, string> emitted =
            EmittedDeclarations([.. plain, .. cases.Select(one => Usings + one.Source), Usings + Encoder]);
        Assert.All(kinds, kind => Assert.Equal(Compiled(kind).Declaration, emitted[$"Plain{kind}"]));
        var tried = new HashSet<string>();
        for (int i = 0; i < cases.Count; i++)
        {
            if (!emitted.TryGetValue($"M{i}", out string? declaration))
                continue;
            string property = cases[i].Property, name = property.Split('.')[1];
            ModelDescription before = Compiled(property.Split('.')[0]), description = Describing(declaration);
            if (description.Declaration != before.Declaration)
                tried.Add(property);
            bool predicts = SameResults.Contains(property) || TrainingOnly.Contains(name);
            Assert.True(
                !predicts || description.PredictionDeclaration == before.PredictionDeclaration, $"{property}: {description.Declaration}");
            Assert.False(SameResults.Contains(property) && description.Declaration != before.Declaration, property);
            Assert.True(
                predicts || description.Declaration == before.Declaration
                    || description.PredictionDeclaration != before.PredictionDeclaration, property);
        }

        Assert.Empty(cases.Select(one => one.Property).Distinct().Except(tried).Except(SameResults));
    }

    [Fact]
    public void What_is_the_default_may_be_said_or_left_out()
    {
        using CompiledModels models = ModelCompiler.Compile(
            Usings + "[RecurrentModel, Features(2), Lstm(3), Regression(1)] public partial class A;",
            Usings
                + "[RecurrentModel(TimeSteps = 0), Features(2), Lstm(3, Layers = 1, Bias = true), Regression(1, LossWeight = 1f)] "
                + "public partial class B;");
        Assert.Equal("Model\nFeatures Size=2\nLstm Hidden=3\nRegression Outputs=1", models.Create("Declared.A").Description.Declaration);
        Assert.Equal(models.Create("Declared.A").Description.Declaration, models.Create("Declared.B").Description.Declaration);
    }

    [Fact]
    public void A_layer_that_only_training_computes_is_no_part_of_what_predicts()
    {
        using CompiledModels models = ModelCompiler.Compile(
            Usings
                + "[RecurrentModel, Features(2), Dropout(0.5f), Lstm(3, Zoneout = 0.25f, InputDropout = 0.125f), Classification(2)] "
                + "public partial class A;");
        var description = models.Create("Declared.A").Description;
        Assert.Equal(
            "Model\nFeatures Size=2\n| Dropout Rate=0.5 SharedOverTime=false\nLstm Hidden=3 Zoneout=0.25 | InputDropout=0.125\n"
            + "Classification Outputs=2", description.Declaration);
        Assert.Equal("Model\nFeatures Size=2\nLstm Hidden=3 Zoneout=0.25\nClassification Outputs=2", description.PredictionDeclaration);
    }

    private static ModelDescription Describing(string declaration) => new()
    {
        Name = "M", Features = 0, Vocabulary = 0, TimeSteps = 0, Causal = true, CausalBody = true, Parameters = [], States = [], Heads = [],
        Table = "", Declaration = declaration,
    };

    // By class; those that are refused have none.
    private static Dictionary<string, string> EmittedDeclarations(string[] sources)
    {
        GeneratorDriverRunResult result = Compilations.Driver().RunGenerators(Compilations.Create(sources)).GetRunResult();
        Assert.Null(result.Results.Single().Exception);
        // Of each file only the nodes around the text are looked at: to make all of hundreds of files takes seconds.
        const string Text = nameof(ModelDescription.Declaration) + " = ";
        return result.GeneratedTrees.Select(tree => (Tree: tree, At: tree.ToString().IndexOf($" {Text}", StringComparison.Ordinal)))
            .Where(found => found.At >= 0)
            .Select(found => found.Tree.GetRoot().FindToken(found.At + 1).Parent!.FirstAncestorOrSelf<AssignmentExpressionSyntax>()!)
            .Where(assignment => assignment.Left is IdentifierNameSyntax { Identifier.Text: nameof(ModelDescription.Declaration) })
            .ToDictionary(
                assignment => assignment.Ancestors().OfType<ClassDeclarationSyntax>().Last().Identifier.Text,
                assignment => ((LiteralExpressionSyntax)assignment.Right).Token.ValueText);
    }

    private const string Encoder = "[RecurrentModel, Features(3), Lstm(4), SequenceOutput] public partial class Encoder;";

    // A model with one element of the kind, on which the property can be set.
    private static string Model(string kind, string? property)
    {
        string Element(string name, params string[] arguments) =>
            $"{name}({string.Join(", ", kind == name && property is not null ? [.. arguments, property] : arguments)})";
        string input = kind is "Features" or not ("Embedding" or "LanguageModel")
            ? Element("Features", "4")
            : Element("Embedding", "5", "4");
        string layer = kind switch
        {
            "Gru" or "Rnn" => Element(kind, "4"),
            "Cell" =>
                Element(
                    kind,
                    property?.StartsWith("Merge", StringComparison.Ordinal) == true
                        ? [PlainGru, "4", "Bidirectional = true"]
                        : [PlainGru, "4"]),
            "Conv1d" => Element(kind, "4", "3"),
            "Dense" => Element(kind, "4"),
            "Dropout" => Element(kind, "0.5f"),
            "Skip" =>
                $"Dense(4{(property?.StartsWith("Name", StringComparison.Ordinal) == true ? "" : ", Name = \"other\"")}), "
                + $"Lstm(4), {Element(kind)}",
            "LayerNorm" or "SelfAttention" => Element(kind),
            "Attention" =>
                Element(
                    kind, property?.StartsWith("ScoreSize", StringComparison.Ordinal) == true ? ["Score = AttentionScore.Additive"] : []),
            _ => Element("Lstm", property?.StartsWith("Merge", StringComparison.Ordinal) == true ? ["4", "Bidirectional = true"] : ["4"]),
        };
        string head = kind switch
        {
            "Classification" or "Tagging" or "Ctc" or "MultiLabel" => Element(kind, "3"),
            "LanguageModel" or "SequenceOutput" => Element(kind),
            _ => Element("Regression", "2"),
        };
        if (kind == "Embedding" && property?.StartsWith("Column", StringComparison.Ordinal) == true)
            input = $"Features(4), {input}";
        if (kind == "Source")
            input = $"{Element(kind, "typeof(Encoder)")}, {input}";
        if (kind == "Attention")
            input = $"Source(typeof(Encoder), Bridge = Bridge.None), {input}, Lstm(4)";
        return $"[{Element("RecurrentModel")}, {input}, {layer}, {head}]";
    }

    private static IEnumerable<string> Values(Type type)
    {
        if (type == typeof(bool))
            return ["true", "false"];
        if (type == typeof(string))
            return ["\"other\""];
        if (type == typeof(Type))
            return ["typeof(LstmGen.Cells.LogCosh)"];
        if (type == typeof(float[]))
            return ["new[] { 0.3f }, Equation = typeof(LstmGen.Cells.AsymmetricSquared)"];
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{type.Name}.{name}");
        return type == typeof(float) || type == typeof(double)
            ? new[] { 0.25f, 0.5f, 2f }.Select(value => value.ToString(CultureInfo.InvariantCulture) + "f")
            : ["1", "2", "3", "4"];
    }
}
