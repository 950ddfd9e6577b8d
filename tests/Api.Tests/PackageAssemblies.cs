using System.ComponentModel;
using System.Reflection;

namespace LstmGen.Api.Tests;

/// <summary>The assemblies of all packages that programs reference.</summary>
internal static class PackageAssemblies
{
    /// <summary>The namespace of what only emitted code calls.</summary>
    public const string Support = "LstmGen.CompilerServices";

    public static IReadOnlyList<Assembly> All { get; } =
    [
        typeof(RecurrentModelAttribute).Assembly,
        typeof(IRecurrentModel).Assembly,
        typeof(GpuDevice).Assembly,
        typeof(Data.Vocabulary).Assembly,
        typeof(Interchange.WeightFile).Assembly,
        typeof(Reporting.HtmlReport).Assembly,
        typeof(Cells.Janet).Assembly,
        typeof(AspNetCore.ModelFileStatus).Assembly,
        typeof(Mpi).Assembly,
        typeof(Data.SubwordVocabulary).Assembly,
    ];

    /// <summary>Public types that are not nested.</summary>
    public static IEnumerable<Type> Types => All.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => !type.IsNested);

    /// <summary>Those that a user of the packages sees.</summary>
    public static IEnumerable<Type> TypesOfUsers => Types.Where(type => type.Namespace != Support && !IsHidden(type));

    /// <summary>Whether completion leaves the type out.</summary>
    public static bool IsHidden(Type type) => type.GetCustomAttribute<EditorBrowsableAttribute>()?.State == EditorBrowsableState.Never;
}
