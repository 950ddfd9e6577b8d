using LstmGen.Generator.Diagnostics;

namespace LstmGen.Generator.Parsing;

/// <summary>Advice on arguments that change nothing where they stand.</summary>
internal static class NoEffectAdvice
{
    /// <param name="attribute">The attribute.</param>
    /// <param name="found">Whether the argument changes nothing.</param>
    /// <param name="property">The argument's property; null for a constructor's argument.</param>
    /// <param name="why">Why so, and what to do about it.</param>
    /// <param name="what">The argument's name, where it is no property.</param>
    public static IEnumerable<DiagnosticInfo> Check(
        AttributeReader attribute, bool found, string? property, string why, string? what = null)
    {
        if (!found)
            yield break;
        LocationInfo? location = (property is null ? null : attribute.PropertyLocation(property)) ?? attribute.Location;
        yield return DiagnosticInfo.Create(Descriptors.NoEffect, location, $"{attribute.Name}: {property ?? what}", why);
    }
}
