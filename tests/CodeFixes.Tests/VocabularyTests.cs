using System.Reflection;
using LstmGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
        // Arguments may be missing, as in a declaration that is being written.
        Assert.Equal(expected, Rank($"using LstmGen; [{name}] class M;"));
        Assert.Equal(expected, Rank($"[LstmGen.{name}Attribute(1)] class M;"));
        Assert.Equal(expected, Rank($"using L = LstmGen; [L::{name}] class M;"));
    }

    [Theory]
    [InlineData("using LstmGen; [RecurrentModel] class M;")]
    [InlineData("using LstmGen; [Source(typeof(M))] class M;")]
    [InlineData("[System.Obsolete] class M;")]
    [InlineData("[Lstm(2)] class M; class LstmAttribute(int units) : System.Attribute;")]
    [InlineData("[Nowhere] class M;")]
    public void What_is_no_element_stands_before_them(string source) => Assert.Equal(0, Rank(source));

    private static int Rank(string source)
    {
        CSharpCompilation compilation = Compilations.Create(source);
        SyntaxTree tree = compilation.SyntaxTrees[0];
        return new Vocabulary(compilation.GetSemanticModel(tree))
            .Rank(tree.GetRoot().DescendantNodes().OfType<AttributeSyntax>().First());
    }
}
