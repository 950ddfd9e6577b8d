namespace LstmGen.Interchange.Pickle;

/// <summary>
/// A name that a pickle refers to, such as <c>collections.OrderedDict</c>. It is a name only: nothing is looked up or created.
/// </summary>
internal sealed record PickleGlobal(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}
