namespace LstmGen.Api.Tests;

/// <summary>What a user types and what only emitted code calls are in different namespaces.</summary>
public class NamespaceTests
{
    [Fact]
    public void Public_types_are_in_the_namespaces_of_users_or_in_the_one_of_emitted_code()
    {
        string[] spaces =
        [
            "LstmGen", "LstmGen.Training", "LstmGen.Data", "LstmGen.Interchange", "LstmGen.Reporting", "LstmGen.Cells",
            "LstmGen.AspNetCore", PackageAssemblies.Support,
        ];
        Assert.Empty(PackageAssemblies.Types.Where(type => !spaces.Contains(type.Namespace)).Select(type => type.FullName));
    }

    [Fact]
    public void What_only_emitted_code_calls_is_hidden_from_completion()
    {
        Type[] types = [.. PackageAssemblies.Types];
        Assert.Empty(
            types.Where(type => (type.Namespace == PackageAssemblies.Support) != PackageAssemblies.IsHidden(type))
                .Select(type => type.FullName));
        Assert.True(types.Count(PackageAssemblies.IsHidden) > 100);
    }
}
