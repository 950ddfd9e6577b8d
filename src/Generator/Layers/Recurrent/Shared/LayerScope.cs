using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// What the text of a class of passes names, which layers of all sizes share: members whose values each layer gives, and numbers that
/// follow from them. They are noted when the text first names them.
/// </summary>
internal sealed class LayerScope
{
    /// <summary>What the text calls the sizes of the layer at hand.</summary>
    public const string Size = "size";

    /// <summary>The class of sizes.</summary>
    public const string Sizes = LayerObject.SizesName;

    /// <summary>The class of copies of weights, and the member that is the present one.</summary>
    public const string PackedType = LayerObject.PackedName, Packed = "Packed";

    /// <summary>The type of the workspace that an object belongs to.</summary>
    public const string WorkspaceType = "ModelWorkspace";

    private readonly List<LayerMember> _sizes = [], _given = [];
    private readonly List<(string Name, string Type, string Formula)> _computed = [];
    private readonly HashSet<string> _names = [];

    /// <summary>Numbers that each layer gives, and places of its parameters: expressions over constants of the model.</summary>
    public IReadOnlyList<LayerMember> GivenSizes => _sizes;

    /// <summary>What the workspace of an object gives: expressions over its members.</summary>
    public IReadOnlyList<LayerMember> Given => _given;

    /// <summary>Numbers that follow from others.</summary>
    public IReadOnlyList<(string Name, string Type, string Formula)> Computed => _computed;

    /// <summary>The member with this name, which <paramref name="value"/> gives.</summary>
    public string Give(string name, string type, Func<RecurrentDirection, string> value)
    {
        bool ofWorkspace = type is RuntimeNames.AlignedBuffer or "TimeLayout" or WorkspaceType;
        if (_names.Add(name))
            (ofWorkspace ? _given : _sizes).Add(new(name, type, value));
        return ofWorkspace ? name : $"{Size}.{name}";
    }

    /// <summary>The number with this name that follows from others.</summary>
    public string Compute(string name, string type, string formula)
    {
        if (_names.Add(name))
            _computed.Add((name, type, OfSizes(formula)));
        return $"{Size}.{name}";
    }

    /// <summary>Notes a member that every object makes itself.</summary>
    public void Own(string name) => _names.Add(name);

    /// <summary>The statement that keeps the sizes at hand in a loop.</summary>
    public const string KeepSizes = $"{Sizes} {Size} = this.{Size};";

    /// <summary>The name of a member as a parameter.</summary>
    public static string Parameter(string member) => char.ToLowerInvariant(member[0]) + member.Substring(1);

    /// <summary>A text as the class of sizes has it.</summary>
    public static string OfSizes(string text) => text.Replace(Size + ".", "");
}
