using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests.Incremental;

/// <summary>Walks everything that an object refers to.</summary>
internal static class KeptObjects
{
    private static readonly Type[] Forbidden = [typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(Compilation),
        typeof(Location), typeof(SemanticModel), typeof(AttributeData)];

    public static void AssertFreeOfRoslyn(object root, string path) =>
        Visit(root, path, new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static void Visit(object? value, string path, HashSet<object> seen)
    {
        // A descriptor is a constant of the generator; the rest of Roslyn's simple values are structures.
        if (value is null or string or DiagnosticDescriptor or Type or MemberInfo || value.GetType().IsPrimitive || value.GetType().IsEnum
            || !seen.Add(value))
            return;
        Type? bad = Forbidden.FirstOrDefault(type => type.IsInstanceOfType(value));
        Assert.True(bad is null, $"{path} keeps a {bad?.Name}.");
        if (value is IEnumerable items)
        {
            int index = 0;
            foreach (object? item in items)
                Visit(item, $"{path}[{index++}]", seen);
        }

        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                Visit(field.GetValue(value), $"{path}.{field.Name}", seen);
        }
    }
}
