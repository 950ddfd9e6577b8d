using System.Reflection;
using PublicApiGenerator;

namespace LstmGen.Api.Tests;

/// <summary>The public members of an assembly as C# without bodies.</summary>
internal static class ApiText
{
    private static readonly string[] Unimportant =
    [
        "System.Runtime.CompilerServices.CollectionBuilderAttribute", "System.Runtime.CompilerServices.IsReadOnlyAttribute",
    ];

    public static string Of(Assembly assembly, params string[] withoutNamespaces) => assembly.GeneratePublicApi(new ApiGeneratorOptions
    {
        DenyNamespacePrefixes = [.. withoutNamespaces],
        ExcludeAttributes = Unimportant,
        IncludeAssemblyAttributes = false,
        UseDenyNamespacePrefixesForExtensionMethods = false,
    }).ReplaceLineEndings("\n").TrimEnd() + "\n";
}
