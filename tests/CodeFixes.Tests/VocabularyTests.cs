using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.CodeFixes.Tests;

/// <summary>Every attribute of a declaration has its place when attributes are brought into order.</summary>
public class VocabularyTests
{
    // What is no element of a declaration, or may stand anywhere before the heads.
    private static readonly string[] Elsewhere = ["RecurrentModel", "Loss", "Source"];

    public static TheoryData<string> Elements => [.. typeof(RecurrentModelAttribute).Assembly.GetTypes()
        .Where(
            type =>
                type.IsPublic && !type.IsAbstract
                    && type.GetCustomAttribute<AttributeUsageAttribute>(inherit: true)?.ValidOn == AttributeTargets.Class)
        .Select(type => type.Name[..^"Attribute".Length]).Except(Elsewhere)];

    [Theory]
    [MemberData(nameof(Elements))]
    public void An_element_has_a_place(string name)
    {
        Type type = typeof(RecurrentModelAttribute).Assembly.GetType($"LstmGen.{name}Attribute", throwOnError: true)!;
        int expected = typeof(HeadAttribute).IsAssignableFrom(type) ? 3 : name is "Features" or "Embedding" ? 1 : 2;
        Assert.Equal(expected, Vocabulary.Rank(SyntaxFactory.Attribute(SyntaxFactory.ParseName(name))));
        Assert.Equal(expected, Vocabulary.Rank(SyntaxFactory.Attribute(SyntaxFactory.ParseName($"LstmGen.{name}Attribute"))));
    }
}
