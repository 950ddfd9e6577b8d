using System.Reflection;
using System.Text.RegularExpressions;

namespace LstmGen.Generator.Tests.Docs;

/// <summary><c>docs/vocabulary.md</c> names every attribute and property, with its default, and none that is not there.</summary>
public sealed partial class VocabularyPageTests
{
    private static readonly Type[] Attributes =
    [
        .. typeof(RecurrentModelAttribute).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Attribute)) && type.Namespace == "LstmGen"),
    ];

    private static readonly Type[] Recurrent = [typeof(LstmAttribute), typeof(GruAttribute), typeof(RnnAttribute)];

    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(DocsFolder.Path, "vocabulary.md"));

    private static string Page => string.Join("\n", Lines);

    [Fact]
    public void Every_attribute_and_every_property_is_named()
    {
        foreach (Type attribute in Attributes)
        {
            string name = attribute.Name[..^"Attribute".Length];
            Assert.Matches($@"`\[{name}(\([^)]*\))?\]`", Page);
            foreach (PropertyInfo property in attribute.GetProperties(
                BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            {
                bool argument =
                    attribute.GetConstructors()
                        .Any(c => c.GetParameters().Any(p => p.Name!.Equals(property.Name, StringComparison.OrdinalIgnoreCase)));
                Assert.True(
                    argument || Page.Contains($"`{property.Name}`", StringComparison.Ordinal)
                        || Page.Contains($"`{property.Name} ", StringComparison.Ordinal),
                        $"[{name}] has {property.Name}, which the page does not name.");
            }
        }
    }

    [Fact]
    public void Defaults_are_those_of_the_attributes()
    {
        int checkedRows = 0;
        foreach ((string section, Type[] attributes) in new[] { ("## The model", new[] { typeof(RecurrentModelAttribute) }),
            ("## Recurrent layers", Recurrent) })
        {
            foreach (Match row in Rows().Matches(Section(section)))
            {
                foreach (Match name in Names().Matches(row.Groups[1].Value))
                {
                    foreach (Type attribute in attributes)
                    {
                        PropertyInfo? property = attribute.GetProperty(name.Groups[1].Value);
                        Assert.True(property is not null, $"[{attribute.Name}] has no {name.Groups[1].Value}.");
                        string given = row.Groups[2].Value.Trim('`'), value = $"{property.GetValue(Create(attribute))}";
                        if (given != "kind") // the default of a name, in words
                            Assert.True(
                                given.Equals(value, StringComparison.OrdinalIgnoreCase),
                                $"{attribute.Name}.{property.Name}: the page says {given}, it is {value}.");
                        checkedRows++;
                    }
                }
            }
        }

        Assert.True(checkedRows > 25, $"{checkedRows}");
    }

    // Of a row about an attribute, what stands in code and begins with a capital is a property of it, or a value of one.
    [Fact]
    public void Nothing_is_named_that_is_not_there()
    {
        int checkedNames = 0;
        foreach (string line in Lines.Where(line => line.StartsWith("| `[", StringComparison.Ordinal)))
        {
            string[] cells = line.Split('|', StringSplitOptions.TrimEntries);
            Match about = AboutAttribute().Match(cells[1]);
            Type attribute = Assert.Single(Attributes, type => type.Name == about.Groups[1].Value + "Attribute");
            foreach (Match code in Names().Matches(string.Join(" ", cells[2..])))
            {
                Assert.True(Known(attribute, code.Groups[1].Value), $"{attribute.Name}: {code.Groups[1].Value}");
                checkedNames++;
            }
        }

        Assert.True(checkedNames > 20, $"{checkedNames}");
    }

    private static bool Known(Type attribute, string name) =>
        attribute.GetProperty(name) is not null
        || attribute.GetProperties().Any(property => property.PropertyType.IsEnum && Enum.GetNames(property.PropertyType).Contains(name))
        || name is "Predict" or "Decode";

    private static string Section(string title)
    {
        int begin = Array.IndexOf(Lines, title) + 1,
            end = Array.FindIndex(Lines, begin, line => line.StartsWith("## ", StringComparison.Ordinal));
        return string.Join("\n", Lines[begin..end]);
    }

    private static object Create(Type attribute)
    {
        ConstructorInfo constructor = attribute.GetConstructors()[0];
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => (object)1)]);
    }

    // | `A`, `B` | default | meaning |
    [GeneratedRegex(@"^\| ((?:`\w+`(?:, )?)+) \| (`?[\w.]+`?) \| ", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex(@"`([A-Z]\w+)(?: =[^`]*)?`")]
    private static partial Regex Names();

    [GeneratedRegex(@"^`\[(\w+)")]
    private static partial Regex AboutAttribute();
}
