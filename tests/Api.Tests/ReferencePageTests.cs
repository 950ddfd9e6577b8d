using System.Collections;
using System.Globalization;
using System.Reflection;

namespace LstmGen.Api.Tests;

/// <summary>A reader finds every public type in the pages, and what <c>docs/reference.md</c> says of options and arguments is so.</summary>
public class ReferencePageTests
{
    [Fact]
    public void Every_public_type_is_named_on_a_page()
    {
        Type[] types = [.. PackageAssemblies.TypesOfUsers];
        Assert.True(types.Length > 250, $"{types.Length}");
        Assert.Empty(types.Where(type => !Named(type)).Select(type => $"{type.Assembly.GetName().Name}: {type.Name}"));
    }

    [Theory]
    [InlineData(typeof(Accuracy), true)]
    [InlineData(typeof(LstmAttribute), true)]
    [InlineData(typeof(TokenStream<>), true)]
    [InlineData(typeof(ReferencePageTests), false)]
    public void A_type_that_no_page_names_is_found(Type type, bool named) => Assert.Equal(named, Named(type));

    [Fact]
    public void Every_name_in_the_lists_is_one_of_the_public_api()
    {
        string[] listed =
        [
            .. ReferencePage.Rows("Everything of the public API by subject").SelectMany(row => ReferencePage.Spans(row[0])),
        ];
        Assert.True(listed.Length > 300, $"{listed.Length}");
        HashSet<string> known =
        [
            .. PackageAssemblies.TypesOfUsers.SelectMany(type => new[] { Plain(type), Short(type) }),
            .. typeof(FitOptions).GetProperties().Select(property => property.Name),
            .. typeof(Equations).GetMethods().Select(method => method.Name),
        ];
        Assert.Empty(listed.Except(known));
    }

    [Fact]
    public void Every_type_of_a_list_is_in_the_namespace_that_the_list_says()
    {
        int types = 0;
        foreach (string heading in ReferencePage.HeadingsUnder("Everything of the public API by subject"))
        {
            IReadOnlyDictionary<string, string> told = ReferencePage.Namespaces(heading, out string others);
            Assert.NotEqual("", others);
            if (heading == "Options of Fit")
                continue; // properties, some of which are called as their types
            string[] listed = [.. ReferencePage.Rows(heading).SelectMany(row => ReferencePage.Spans(row[0]))];
            Assert.Empty(told.Keys.Except(listed));
            foreach (Type type in PackageAssemblies.TypesOfUsers)
            {
                if (Array.Find(listed, name => name == Plain(type) || name == Short(type)) is not { } name)
                    continue;
                Assert.True(told.GetValueOrDefault(name, others) == type.Namespace, $"{heading}: {name} is in {type.Namespace}.");
                types++;
            }
        }

        Assert.True(types > 250, $"{types}");
    }

    [Fact]
    public void Every_option_of_Fit_is_there_with_its_default()
    {
        var options = new FitOptions();
        Assert.Equal(
            typeof(FitOptions).GetProperties().Select(property => $"{property.Name} {Text(property.GetValue(options))}").Order(),
            ReferencePage.Rows("Options of Fit").Select(row => $"{row[0].Trim('`')} {row[1]}").Order());
    }

    [Fact]
    public void Every_function_of_Equations_is_there() => Assert.Equal(
        typeof(Equations).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Select(method => method.Name).Distinct().Order(),
        ReferencePage.Rows("Cells, losses and equations").SelectMany(row => ReferencePage.Spans(row[0]))
            .Where(name => typeof(Equations).GetMethod(name) is not null).Order());

    [Theory]
    [InlineData("Optimizers", typeof(Optimizer))]
    [InlineData("Schedules", typeof(LearningRateSchedule))]
    public void Every_optimizer_and_schedule_is_there_with_its_arguments(string heading, Type kind) => Assert.Equal(
        PackageAssemblies.TypesOfUsers.Where(type => type.BaseType == kind).Select(type => $"{type.Name} {Arguments(type)}").Order(),
        ReferencePage.Rows(heading).Where(row => row[1].StartsWith("`(", StringComparison.Ordinal))
            .Select(row => $"{row[0].Trim('`')} {row[1].Trim('`')}").Order());

    private static bool Named(Type type) => ReferencePage.Names.Contains(Plain(type)) || ReferencePage.Names.Contains(Short(type));

    private static string Plain(Type type) => type.Name.Split('`')[0];

    // [Lstm] is LstmAttribute.
    private static string Short(Type type) =>
        type.IsSubclassOf(typeof(Attribute)) && !type.IsAbstract && type.Name.EndsWith("Attribute", StringComparison.Ordinal)
            ? type.Name[..^"Attribute".Length]
            : Plain(type);

    private static string Arguments(Type type) =>
        $"({string.Join(", ", type.GetConstructors().Single().GetParameters().Select(one =>
            one.HasDefaultValue ? $"{one.Name} = {Text(Default(one))}" : one.Name))})";

    private static object? Default(System.Reflection.ParameterInfo one) =>
        one.ParameterType.IsEnum ? Enum.ToObject(one.ParameterType, one.DefaultValue!) : one.DefaultValue;

    private static string Text(object? value) => value switch
    {
        null => "none",
        bool flag => flag ? "true" : "false",
        CancellationToken => "none",
        ICollection { Count: 0 } => "empty",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
