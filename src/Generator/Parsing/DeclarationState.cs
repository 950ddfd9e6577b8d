using System.Collections.Immutable;

namespace LstmGen.Generator.Parsing;

/// <summary>What a compilation declares, as far as compilations are told apart.</summary>
/// <param name="Epoch">One object for compilations that declare the same but for free members (<see cref="DeclarationSyntax"/>).</param>
/// <param name="Changed">Names of the free members that came, went or changed since the epoch began, in the order of compilations.</param>
internal sealed record DeclarationState(object Epoch, ImmutableArray<string> Changed)
{
    /// <summary>Whether who uses some names sees the same in both compilations.</summary>
    public bool IsLike(DeclarationState other, HashSet<string> names)
    {
        if (Epoch != other.Epoch)
            return false;
        (ImmutableArray<string> before, ImmutableArray<string> after) =
            Changed.Length < other.Changed.Length ? (Changed, other.Changed) : (other.Changed, Changed);
        for (int i = before.Length; i < after.Length; i++)
        {
            if (names.Contains(after[i]))
                return false;
        }

        return true;
    }
}
