using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Tests.Code;

/// <summary>
/// The generator's rooms refer to each other one way: Parsing, Spec, Planning, Emitting; none of them knows a kind but the list of kinds.
/// </summary>
public partial class OneWayTests
{
    // Folders of kinds, which know all rooms.
    private static readonly string[] Kinds = ["Layers", "Heads", "Inputs", "Sources"];

    // What a room may not refer to. A spec lays itself out through IPlannable, a plan is written through CodeWriter, a parsed class is
    // checked against its text.
    private static readonly Dictionary<string, string[]> Forbidden = new()
    {
        ["Collections"] = ["Text", "Diagnostics", "Parsing", "Spec", "Planning", "Emitting", "Equations", "Weights", .. Kinds],
        ["Text"] = ["Diagnostics", "Parsing", "Spec", "Planning", "Emitting", "Equations", "Weights", .. Kinds],
        ["Diagnostics"] = ["Text", "Parsing", "Spec", "Planning", "Emitting", "Equations", "Weights", .. Kinds],
        ["Spec"] = ["Parsing", "Planning", "Emitting", "Equations", "Weights", .. Kinds],
        ["Planning"] = ["Parsing", "Emitting", "Equations", "Weights", .. Kinds],
        ["Emitting"] = ["Parsing", "Equations", "Weights", .. Kinds],
        ["Parsing"] = ["Planning", "Weights", .. Kinds],
        ["Equations"] = ["Parsing", "Spec", "Planning", "Emitting", "Weights", .. Kinds],
        ["Weights"] = ["Equations", .. Kinds],
        ["Layers"] = ["Weights", "Heads", "Inputs", "Sources"],
        ["Heads"] = ["Weights", "Sources"],
        ["Inputs"] = ["Weights", "Heads", "Sources"],
        ["Sources"] = ["Weights", "Inputs"],
    };

    [Fact]
    public void No_room_refers_back()
    {
        string root = Root();
        List<string> found = [];
        foreach ((string room, string[] forbidden) in Forbidden)
        {
            foreach (string path in Directory.EnumerateFiles(Path.Combine(root, room), "*.cs", SearchOption.AllDirectories))
            {
                string file = Path.GetRelativePath(root, path).Replace('\\', '/');
                IEnumerable<string> named = Room().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value).Distinct();
                found.AddRange(named.Intersect(forbidden).Select(other => $"{file}: {other}"));
            }
        }

        Assert.Empty(found);
    }

    [Fact]
    public void Every_input_layer_and_head_lays_itself_out()
    {
        Type[] elements = [.. typeof(ElementSpec).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(ElementSpec).IsAssignableFrom(type) && type != typeof(SourceSpec))];
        Assert.True(elements.Length > 15);
        Assert.All(elements, type => Assert.True(typeof(IPlannable).IsAssignableFrom(type), type.Name));
    }

    [Fact]
    public void Kinds_are_known_by_name_in_one_place()
    {
        string root = Root();
        string[] names = [.. Attributes().Except(["Dropout", "LayerNorm", "Activation"])]; // which are names of options too
        Assert.Contains("Lstm", names);
        var known = new Regex($"\"(LstmGen\\.)?({string.Join('|', names)})(Attribute)?\"");
        IEnumerable<string> places = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(
                path =>
                    (File: Path.GetRelativePath(root, path).Replace('\\', '/'),
                        Found: known.Matches(File.ReadAllText(path)).Select(match => match.Groups[2].Value).Distinct().Count()))
            .Where(place => place.Found > 1).Select(place => $"{place.File}: {place.Found}");
        // A kind may name itself in its own folder; the list of kinds has objects.
        Assert.Empty(places);
    }

    private static IEnumerable<string> Attributes() => typeof(RecurrentModelAttribute).Assembly.GetTypes()
        .Where(type => type.IsPublic && !type.IsAbstract && type.Name is not ("RecurrentModelAttribute" or "LossAttribute")
            && typeof(Attribute).IsAssignableFrom(type)
            && type.GetCustomAttribute<AttributeUsageAttribute>()?.ValidOn == AttributeTargets.Class)
        .Select(type => type.Name[..^"Attribute".Length]);

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "src", "Generator"));

    // A using directive, or a name that begins with a room.
    [GeneratedRegex(
        @"(?:using LstmGen\.Generator\.|(?<![\w.])(?=(?:Parsing|Planning|Emitting)\.[A-Z]))"
        + @"(Text|Diagnostics|Parsing|Spec|Planning|Emitting|Equations|Weights|Layers|Heads|Inputs|Sources)\b")]
    private static partial Regex Room();
}
